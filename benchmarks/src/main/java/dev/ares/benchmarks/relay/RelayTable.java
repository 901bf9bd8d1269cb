package dev.ares.benchmarks.relay;

import java.util.Locale;
import java.util.Map;

/** A trial's figures in Markdown; ratios are of the first line to each. */
final class RelayTable {

    private RelayTable() {}

    static String rates(Map<String, Result> byContender) {
        Result first = byContender.values().iterator().next();
        var table = new StringBuilder("""
                | way | messages a second | the first to it | committed | late | lost | repeated | left as unsent |
                |---|---|---|---|---|---|---|---|
                """);
        byContender.forEach((name, result) -> table.append(format(
                "| %s | %,.0f | x%.2f | %s |%n",
                name, result.perSecond(), first.perSecond() / result.perSecond(), counts(result))));
        return table.toString();
    }

    static String latencies(Map<String, Result> byContender) {
        var table = new StringBuilder("""
                | way | p50 | p99 | committed | late | lost | repeated | left as unsent |
                |---|---|---|---|---|---|---|---|
                """);
        byContender.forEach((name, result) -> table.append(
                format("| %s | %.2f ms | %.2f ms | %s |%n", name, result.p50(), result.p99(), counts(result))));
        return table.toString();
    }

    private static String counts(Result result) {
        return format(
                "%d | %d | %d | %d | %d",
                result.committed(), result.late(), result.lost(), result.repeated(), result.left());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
