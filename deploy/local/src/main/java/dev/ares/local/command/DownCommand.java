package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.ares.local.process.Processes;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.Shutdown;

/** Stops what runs. */
@Command(name = "down", description = "Stops the shop. Harmless when it does not run.", mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--purge", description = "Also remove the state folder: all data, logs and passwords.")
    private boolean purge;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.from(System.getenv()).ofLastStart();
        PrintWriter out = spec.commandLine().getOut();
        if (!settings.state().isOurs()) {
            out.println(
                    "Nothing runs, and there is no state in " + settings.state().root() + ".");
            return 0;
        }
        try (var turn = Turn.take(settings.state())) {
            List<String> ran = Shutdown.stop(new Shop(settings).steps(), new Processes(settings.state()));
            out.println(ran.isEmpty() ? "Nothing ran." : "Stopped " + String.join(", ", ran) + ".");
            if (purge) {
                settings.state().delete();
                out.println("Removed " + settings.state().root() + ".");
            }
        }
        return 0;
    }
}
