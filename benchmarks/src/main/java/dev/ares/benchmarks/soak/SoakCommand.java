package dev.ares.benchmarks.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.ares.benchmarks.machine.Counted;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.local.load.LoadResult;
import dev.ares.local.server.JavaProgram;

/** A shop under a steady load for long, and what its processes keep in memory meanwhile. */
@Command(
        name = "soak",
        description =
                "Whether memory stays flat: one shop under a steady load, the memory of each process every minute, and"
                        + " what it gains in an hour by least squares, without the first third of the time. Invariants"
                        + " checked at the end. Takes --minutes and some three more.",
        mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {

    private static final int LEAST_MINUTES = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--rate",
            defaultValue = "10",
            description = "Orders a second, well below what the shop can take. Default: 10.")
    private double rate;

    @Option(names = "--minutes", defaultValue = "60", description = "Of ordering, at least 3. Default: 60.")
    private int minutes;

    @Option(names = "--port-offset", defaultValue = "7000", description = "Moves all ports of the shop. Default: 7000.")
    private int portOffset;

    @Option(
            names = "--folder",
            defaultValue = "benchmarks/target/shops",
            description = "Where the shop keeps its data while it runs. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(
            names = "--smoke",
            description =
                    "Three minutes, a look at the memory every 10 s: shows that it works, not what an hour brings.")
    private boolean smoke;

    @Override
    public Integer call() throws Exception {
        refuseWhatCannotBe();
        var soak = new Soak(
                rate,
                Duration.ofMinutes(smoke ? LEAST_MINUTES : minutes),
                Duration.ofSeconds(smoke ? 10 : 60),
                folder,
                portOffset);
        Files.createDirectories(folder);
        System.out.println(Machine.describe());
        System.out.printf(
                "- every JVM: %s, and the heap that ./ares up gives it, more for the provider%n- %s%n",
                String.join(" ", JavaProgram.FLAGS), soak);
        Soak.Findings findings = soak.measure();
        var table = new SoakTable(findings.samples());
        System.out.printf("%n%s%n%s%n%n%s%n", table.memory(), table.targets(), told(findings));
        System.out.println(findings.violations() == 0 ? "The invariants held." : "INVARIANTS ARE BROKEN: see above.");
        return findings.violations() == 0 ? 0 : 1;
    }

    private void refuseWhatCannotBe() {
        if (minutes < LEAST_MINUTES || rate <= 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--minutes: " + minutes + ", --rate: " + rate + " (expected: at least " + LEAST_MINUTES
                            + ", and more than 0)");
        }
    }

    private static String told(Soak.Findings findings) {
        LoadResult load = findings.load();
        var others = new TreeMap<String, Long>();
        load.statuses().forEach((status, number) -> {
            if (status / 100 != 2) {
                others.put("status " + status, number);
            }
        });
        if (load.unanswered() > 0) {
            others.put("unanswered", load.unanswered());
        }
        return String.format(
                Locale.ROOT,
                "%,d orders sent in %,.0f s, %,d accepted, %,d confirmed; answers other than 2xx: %s.",
                load.sent(),
                load.seconds(),
                load.accepted(),
                findings.confirmed(),
                Counted.listed(others));
    }
}
