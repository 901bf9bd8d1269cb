package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.ares.local.process.Part;
import dev.ares.local.process.PortCheck;
import dev.ares.local.process.Processes;
import dev.ares.local.shop.Coordinator;
import dev.ares.local.shop.InvalidSettingException;
import dev.ares.local.shop.Ports;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.Shutdown;
import dev.ares.local.shop.StartStep;
import dev.ares.local.shop.StartUp;

/** Starts what does not run yet. */
@Command(
        name = "up",
        description = "Starts the shop and returns when it is ready. Harmless when it runs already.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "PART", description = "Start only these parts and those that they need (default: all).")
    private List<String> only = List.of();

    @Option(names = "--no-demo", description = "Do not place the demo orders, which the first start places.")
    private boolean noDemo;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "How many processes of each service, at most " + Settings.MOST_REPLICAS
                    + " (default: as many as run, or 1). What is too many is stopped.")
    private int replicas;

    @Option(
            names = "--coordinator",
            paramLabel = "NAME",
            description =
                    "Who brings checkouts to their end: saga, or seata-at, for which Seata's coordinator and other"
                            + " programs of order, inventory and payment are started; seata-at-db is the same with the coordinator's"
                            + " transactions in a database, not in files (default: as last started, or saga). Changed only"
                            + " while nothing runs.")
    private String coordinator = "";

    @Override
    public Integer call() throws IOException {
        Settings settings = withCoordinator(withReplicas(Settings.from(System.getenv())));
        PrintWriter out = spec.commandLine().getOut();
        createState(settings);
        try (var turn = Turn.take(settings.state())) {
            return start(settings, out) ? 0 : 1;
        }
    }

    private Settings withReplicas(Settings settings) {
        if (spec.commandLine().getParseResult().hasMatchedOption("--replicas")) {
            if (replicas < 1 || replicas > Settings.MOST_REPLICAS) {
                throw new InvalidSettingException(
                        "--replicas", Integer.toString(replicas), "1 to " + Settings.MOST_REPLICAS);
            }
            return settings.withReplicas(replicas);
        }
        boolean anyRuns = !new Processes(settings.state()).running().isEmpty();
        return anyRuns ? settings.withReplicas(settings.ofLastStart().replicas()) : settings;
    }

    private Settings withCoordinator(Settings settings) {
        boolean anyRuns = !new Processes(settings.state()).running().isEmpty();
        Coordinator runs = settings.ofLastStart().coordinator();
        // Checkouts that are under way in the databases are this one's, whether anything runs or not.
        if (coordinator.isEmpty()) {
            return settings.with(runs);
        }
        Coordinator wanted = Coordinator.of("--coordinator", coordinator);
        if (anyRuns && wanted != runs) {
            throw new CannotRunException("The stack in " + settings.state().root() + " runs with the coordinator "
                    + runs + ": let its orders end, and stop it with ./ares down first.");
        }
        return settings.with(wanted);
    }

    private static void createState(Settings settings) {
        try {
            settings.state().create();
        } catch (IOException failure) {
            throw new InvalidSettingException(
                    "ARES_HOME", settings.state().root().toString(), "usable, but: " + failure.getMessage());
        }
    }

    /** Returns whether the demo orders, where they were placed, ended as they must. */
    private boolean start(Settings settings, PrintWriter out) throws IOException {
        var processes = new Processes(settings.state());
        var shop = new Shop(settings);
        List<StartStep> steps = PartNames.withThoseNeeded(only, shop.steps());
        refuseOtherPorts(settings, processes);
        refuseTakenPorts(steps, processes);
        stopSurplus(shop, processes, out);
        settings.remember();
        Report.introduction(settings, out);
        long begin = System.nanoTime();
        var startUp = new StartUp(steps, processes, new PrintedProgress(out));
        boolean asExpected = AllOrNothing.run(startUp, out, () -> {
            out.printf("All parts are ready after %.1f s.%n", (System.nanoTime() - begin) / 1e9);
            out.flush();
            return !only.isEmpty() || placeDemoOrders(shop, begin);
        });
        Report.conclusion(shop, processes, out);
        out.flush();
        return asExpected;
    }

    private boolean placeDemoOrders(Shop shop, long begin) throws IOException {
        Routes.await(shop);
        return noDemo || !DemoCommand.isDue(shop) || DemoCommand.run(shop, begin, System.out);
    }

    /** Replicas of an earlier start that are not asked for any more. */
    private static void stopSurplus(Shop shop, Processes processes, PrintWriter out) {
        List<String> wanted = shop.steps().stream().map(StartStep::name).toList();
        List<StartStep> surplus = Stream.of(new Shop(shop.settings().ofLastStart()))
                .flatMap(before -> before.steps().stream())
                .filter(step -> !wanted.contains(step.name()))
                .toList();
        List<String> stopped = Shutdown.stop(surplus, processes);
        if (!stopped.isEmpty()) {
            out.println("Stopped " + String.join(", ", stopped) + ".");
        }
    }

    private static void refuseOtherPorts(Settings settings, Processes processes) {
        Ports remembered = settings.ofLastStart().ports();
        if (!remembered.agreeWith(settings.ports()) && !processes.running().isEmpty()) {
            throw new CannotRunException("The stack in " + settings.state().root()
                    + " runs on other ports: stop it with ./ares down first, or set ARES_HOME to start another one.");
        }
    }

    private static void refuseTakenPorts(List<StartStep> steps, Processes processes) {
        List<Part> toStart = steps.stream()
                .map(StartStep::part)
                .filter(part -> processes.find(part.name()).isEmpty())
                .toList();
        List<String> problems = PortCheck.problems(toStart, Ports.OFFSET);
        if (!problems.isEmpty()) {
            throw new CannotRunException(String.join(System.lineSeparator(), problems));
        }
    }
}
