package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.ares.local.process.Processes;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.StartStep;
import dev.ares.local.shop.StartUp;

/** Stops and starts processes, one at a time. */
@Command(
        name = "restart",
        description =
                "Stops and starts processes one at a time, each when the one before is ready again: with replicas, the"
                        + " shop takes orders all the while.",
        mixinStandardHelpOptions = true)
public final class RestartCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PART",
            arity = "1..*",
            description = "For instance order-service (all replicas of it) or order-service-2.")
    private List<String> parts = List.of();

    @Override
    public Integer call() throws IOException {
        Settings settings = RunningStack.settings();
        PrintWriter out = spec.commandLine().getOut();
        var processes = new Processes(settings.state());
        List<StartStep> steps = new Shop(settings).steps();
        List<StartStep> wanted = parts.stream()
                .flatMap(part -> PartNames.replicas(PartNames.find(part, steps), steps).stream())
                .distinct()
                .toList();
        try (var turn = Turn.take(settings.state())) {
            for (StartStep step : wanted) {
                processes.stop(step.name(), step.part().stopSignal(), PATIENCE);
                // On its own: what it waits for at a first start runs already.
                new StartUp(List.of(step.alone()), processes, new PrintedProgress(out)).run();
            }
        }
        return 0;
    }
}
