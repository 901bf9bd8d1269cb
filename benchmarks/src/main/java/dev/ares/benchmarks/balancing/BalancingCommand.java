package dev.ares.benchmarks.balancing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.balancing.Sharing.Figures;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.traffic.balance.ConsistentHash;
import dev.ares.traffic.balance.LeastInFlight;
import dev.ares.traffic.balance.Policy;
import dev.ares.traffic.balance.SmoothRoundRobin;

/** Policies in turns, each before a fleet of its own with one slow instance. */
@Command(
        name = "balancing",
        description = "Latency before four instances, one of them five times as slow: round robin against the least in "
                + "flight of two, and a consistent hash with and without its bound. About two minutes.",
        mixinStandardHelpOptions = true)
public final class BalancingCommand implements Callable<Integer> {

    private static final int INSTANCES = 4;
    private static final Duration WORK = Duration.ofMillis(20);
    private static final Duration SLOW_WORK = Duration.ofMillis(100);
    private static final Duration SETTLING = Duration.ofSeconds(3);

    /** A quarter of it is less than the slow one can do, and more. */
    private static final int CALM = 240;

    private static final int BUSY = 600;

    @Option(names = "--seconds", defaultValue = "10", description = "Counted, after 3 s of settling. Default: 10.")
    private int seconds;

    @Override
    public Integer call() {
        System.out.println(Machine.describe());
        System.out.printf(
                "%d instances of 8 workers, %d ms of work each, at one %d ms: it can do 80 a second of 1280%n",
                INSTANCES, WORK.toMillis(), SLOW_WORK.toMillis());
        for (int perSecond : new int[] {CALM, BUSY}) {
            System.out.printf("%n## %d a second%n%n%s", perSecond, table(perSecond));
        }
        return 0;
    }

    private String table(int perSecond) {
        Map<String, Supplier<Policy>> policies = new LinkedHashMap<>();
        policies.put("round robin", SmoothRoundRobin::new);
        policies.put("least in flight of two", () -> new LeastInFlight(new Random(7)::nextDouble));
        policies.put("consistent hash, bound 1.25", () -> new ConsistentHash(1.25));
        policies.put("consistent hash, no bound", () -> new ConsistentHash(1e6));
        var sharing = new Sharing(perSecond, SETTLING, Duration.ofSeconds(seconds));
        Map<String, Figures> figures = new LinkedHashMap<>();
        policies.forEach((name, policy) -> {
            System.err.println("... " + name);
            try (var fleet = new Fleet(INSTANCES, WORK, SLOW_WORK, policy.get())) {
                figures.put(name, sharing.through(fleet));
            }
        });
        return table(figures);
    }

    /** In Markdown; the ratio is to the first line. */
    static String table(Map<String, Figures> byPolicy) {
        Figures first = byPolicy.values().iterator().next();
        var table = new StringBuilder("""
                | policy | median | p99 | answered by the slow one | p99 to the first |
                |---|---|---|---|---|
                """);
        byPolicy.forEach((policy, figures) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d ms | %d ms | %.0f %% | x%.2f |%n",
                policy,
                figures.median().toMillis(),
                figures.p99().toMillis(),
                100 * figures.slowShare(),
                (double) figures.p99().toNanos() / first.p99().toNanos())));
        return table.toString();
    }
}
