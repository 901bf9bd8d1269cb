package dev.ares.benchmarks.micro;

import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What an operation costs.
 *
 * @param nanos on average
 * @param error half of the interval that holds the average with 99.9 %, in nanoseconds
 * @param bytes allocated
 */
record Figure(double nanos, double error, double bytes) {

    /** Of JMH's GC profiler. */
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    static Figure of(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        double bytes = run.getSecondaryResults().entrySet().stream()
                .filter(result -> result.getKey().endsWith(ALLOCATED))
                .mapToDouble(result -> result.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(ALLOCATED + ": missing (expected: from the GC profiler)"));
        return new Figure(time.getScore(), time.getScoreError(), bytes);
    }

    /** Figures in Markdown; the ratio is of each to the first line. */
    static String table(Map<String, Figure> byOperation) {
        Figure first = byOperation.values().iterator().next();
        var table = new StringBuilder("""
                | operation | ns/op | error | B/op | time to the first |
                |---|---|---|---|---|
                """);
        byOperation.forEach((name, figure) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %,.1f | %s | %,.0f | x%.2f |%n",
                name,
                figure.nanos,
                figure.spread(),
                figure.bytes,
                figure.nanos / first.nanos)));
        return table.toString();
    }

    /** Too few iterations tell nothing about it. */
    private String spread() {
        return Double.isNaN(error) ? "unknown" : String.format(Locale.ROOT, "±%,.1f", error);
    }
}
