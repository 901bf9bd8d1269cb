package dev.ares.local.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.ares.local.process.Processes;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/** Shows what runs. */
@Command(
        name = "status",
        description = "Shows each part with its address, process and memory. Exit code 1 unless all of them run.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = Settings.from(System.getenv()).ofLastStart();
        PrintWriter out = spec.commandLine().getOut();
        if (!settings.state().isOurs()) {
            out.println(
                    "Nothing runs, and there is no state in " + settings.state().root() + ".");
            return 1;
        }
        return Report.parts(new Shop(settings), new Processes(settings.state()), out) ? 0 : 1;
    }
}
