package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.ares.local.chaos.Chaos;
import dev.ares.local.chaos.ChaosReport;
import dev.ares.local.chaos.ChaosResult;
import dev.ares.local.chaos.ChaosSettings;
import dev.ares.local.process.Processes;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/** Breaks the running shop on purpose, and shows that nothing was lost. */
@Command(
        name = "chaos",
        description =
                "Places orders at a steady rate while it kills (SIGKILL), freezes (SIGSTOP) and restarts the"
                        + " processes of the shop: every service, PostgreSQL, Redis, Kafka, Nacos and the provider. Then heals,"
                        + " waits, and checks money and stock. Exit code 0: nothing is lost, wrong or late, 1: something is, with ids.",
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "For how long faults happen (default: ${DEFAULT-VALUE}).")
    private long seconds;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "Between two faults (default: ${DEFAULT-VALUE}).")
    private double every;

    @Option(
            names = "--rate",
            paramLabel = "ORDERS",
            defaultValue = "5",
            description = "Orders per second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            description =
                    "Repeats what a run draws: the same orders, and the same faults of each part in the same order;"
                            + " when they happen and how many fit in depends on the machine (default: a new one, printed).")
    private @Nullable Long seed;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long everything may take to end after the last fault (default: ${DEFAULT-VALUE}).")
    private long patience;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "First starts or stops processes until each service has so many (default: as many as run).")
    private @Nullable Integer replicas;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Where the accepted orders are listed (default: chaos.csv in the state folder).")
    private String journal = "";

    @Override
    public Integer call() throws IOException, SQLException {
        requirePositive("--seconds", seconds);
        requirePositive("--every", every);
        requirePositive("--rate", rate);
        requirePositive("--patience", patience);
        if (replicas != null && !runWithReplicas(replicas)) {
            return 1;
        }
        Settings settings = RunningStack.settings();
        var admin = RunningShop.admin();
        PrintWriter out = spec.commandLine().getOut();
        try (var turn = Turn.take(settings.state())) {
            var chaos = new Chaos(
                    new Shop(settings),
                    new Processes(settings.state()),
                    admin,
                    new PrintedProgress(out),
                    new PrintedChaos(out));
            ChaosResult result = chaos.run(
                    new ChaosSettings(
                            seed == null ? new Random().nextLong() : seed,
                            Duration.ofSeconds(seconds),
                            Duration.ofMillis(Math.round(every * 1000)),
                            rate,
                            Duration.ofSeconds(patience)),
                    journal(settings));
            ChaosReport.print(result, System.out);
            return result.clean() && result.inTime() ? 0 : 1;
        }
    }

    private boolean runWithReplicas(int number) {
        return spec.commandLine().getParent().execute("up", "--no-demo", "--replicas", Integer.toString(number)) == 0;
    }

    private Path journal(Settings settings) {
        return journal.isEmpty()
                ? settings.state().root().resolve("chaos.csv")
                : Path.of(journal).toAbsolutePath();
    }

    private static void requirePositive(String option, double value) {
        if (value <= 0) {
            throw new CannotRunException(option + ": " + value + " (expected: more than 0)");
        }
    }
}
