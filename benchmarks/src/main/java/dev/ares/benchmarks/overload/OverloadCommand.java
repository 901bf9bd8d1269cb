package dev.ares.benchmarks.overload;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Machine;

/** Limiters in turns, each before a shop of its own that is asked for twice what it can do. */
@Command(
        name = "overload",
        description =
                "Goodput and p99 under twice the load that can be done: the adaptive limiter against none, a fixed "
                        + "rate (Resilience4j), and Netflix's concurrency-limits. About four minutes.",
        mixinStandardHelpOptions = true)
public final class OverloadCommand implements Callable<Integer> {

    private static final int WORKERS = 16;
    private static final Duration WORK = Duration.ofMillis(20);
    private static final Duration SLOWER = Duration.ofMillis(40);
    private static final Duration TARGET = Duration.ofMillis(100);
    private static final Duration SETTLING = Duration.ofSeconds(8);

    @Option(names = "--seconds", defaultValue = "12", description = "Counted, after 8 s of settling. Default: 12.")
    private int seconds;

    @Override
    public Integer call() {
        System.out.println(Machine.describe());
        double capacity = measuredCapacity();
        System.out.printf(
                Locale.ROOT,
                "%d workers, %d ms of work each: %.0f a second; asked for: %.0f a second; target %d ms%n",
                WORKERS,
                WORK.toMillis(),
                capacity,
                2 * capacity,
                TARGET.toMillis());
        System.out.printf("%n## twice the load%n%n%s", OverloadTable.of(all(capacity, WORK)));
        System.out.printf(
                "%n## twice the load, and halfway the shop gets half as fast%n%n%s",
                OverloadTable.of(all(capacity, SLOWER)));
        return 0;
    }

    private static double measuredCapacity() {
        try (var shop = new Shop(WORKERS, WORK)) {
            return shop.capacity(Duration.ofSeconds(3));
        }
    }

    private Map<String, Figures> all(double capacity, Duration halfway) {
        Map<String, DoubleFunction<Gate>> gates = new LinkedHashMap<>();
        gates.put("adaptive", rate -> Gate.adaptive(TARGET));
        gates.put("no limiter", rate -> Gate.open());
        gates.put("fixed rate (Resilience4j)", Gate::fixedRate);
        gates.put("fixed rate, 0.9 of that", rate -> Gate.fixedRate(0.9 * rate));
        gates.put("concurrency-limits (Gradient2)", rate -> Gate.concurrencyLimits());
        var run = new Run(2 * capacity, SETTLING.plusSeconds(seconds), SETTLING);
        Map<String, Figures> figures = new LinkedHashMap<>();
        gates.forEach((name, gate) -> {
            System.err.println("... " + name);
            try (var shop = new Shop(WORKERS, WORK)) {
                figures.put(name, run.through(gate.apply(capacity), shop, TARGET, () -> shop.become(halfway)));
            }
        });
        return figures;
    }
}
