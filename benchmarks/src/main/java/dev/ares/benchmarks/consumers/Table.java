package dev.ares.benchmarks.consumers;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A scenario's figures in Markdown; ratios are to the first line. */
final class Table {

    private static final String HEAD = """
            | in flight | done | per second | drained after | p50 | p99 | calls open | connections busy | throughput, p99 to the first |
            |---|---|---|---|---|---|---|---|---|
            """;

    private Table() {}

    static String of(Map<String, Figures> bySetting) {
        Figures reference = bySetting.values().iterator().next();
        var table = new StringBuilder(HEAD);
        bySetting.forEach((setting, figures) -> table.append(line(setting, figures, reference)));
        return table.toString();
    }

    private static String line(String setting, Figures figures, Figures reference) {
        boolean inTime = figures.done() == figures.asked();
        return String.format(
                Locale.ROOT,
                "| %s | %d of %d | %.1f | %s | %s | %s | %d | %d | x%.2f, x%.2f |%n",
                setting,
                figures.done(),
                figures.asked(),
                figures.throughput(),
                inTime ? seconds(figures.drain()) : "not in time",
                seconds(figures.p50()),
                seconds(figures.p99()),
                figures.openCalls(),
                figures.busyConnections(),
                figures.throughput() / reference.throughput(),
                (double) figures.p99().toMillis() / reference.p99().toMillis());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
