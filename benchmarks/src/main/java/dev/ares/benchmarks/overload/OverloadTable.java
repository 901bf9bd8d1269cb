package dev.ares.benchmarks.overload;

import java.util.Locale;
import java.util.Map;

/** Figures in Markdown; ratios are to the first line. */
final class OverloadTable {

    private static final String HEAD = """
            | limiter | goodput per second | p99 of admitted | admitted | checkouts in time | goodput, p99 to the first |
            |---|---|---|---|---|---|
            """;

    private OverloadTable() {}

    static String of(Map<String, Figures> byLimiter) {
        Figures first = byLimiter.values().iterator().next();
        var table = new StringBuilder(HEAD);
        byLimiter.forEach((limiter, figures) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.0f | %d ms | %.0f %% | %.0f %% | x%.2f, x%.2f |%n",
                limiter,
                figures.goodput(),
                figures.p99().toMillis(),
                100 * figures.admitted(),
                100 * figures.checkoutsInTime(),
                figures.goodput() / first.goodput(),
                (double) figures.p99().toNanos() / first.p99().toNanos())));
        return table.toString();
    }
}
