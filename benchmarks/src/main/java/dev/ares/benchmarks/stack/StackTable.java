package dev.ares.benchmarks.stack;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ares.benchmarks.machine.Target;
import dev.ares.benchmarks.stack.Start.Spread;

/** The findings in Markdown, and what they are to reach. */
record StackTable(List<Start> starts, long orders) {

    private static final double MEBIBYTES_PER_GIBIBYTE = 1024;
    private static final double MOST_SECONDS = 45;
    private static final double MOST_GIBIBYTES = 2.5;

    String times() {
        return """
                | from ./ares up to | median | least | most |
                |---|---|---|---|
                """
                + time("every service is ready", Spread.of(starts, Start::ready))
                + time("the first confirmed order", Spread.of(starts, Start::firstOrder));
    }

    /** By process, most first when idle, then all together. */
    String memory() {
        var table = new StringBuilder(
                format("| MiB | idle (least to most) | after %,d orders (least to most) |%n|---|---|---|%n", orders));
        processes()
                .forEach(process -> table.append(memory(
                        process,
                        Spread.of(starts, start -> start.idle().getOrDefault(process, 0.0)),
                        Spread.of(starts, start -> start.used().getOrDefault(process, 0.0)))));
        table.append(
                memory("the whole stack", Spread.of(starts, Start::idleStack), Spread.of(starts, Start::usedStack)));
        return table.toString();
    }

    /** A line each, of the medians. */
    String targets() {
        return String.join(
                "\n",
                Target.atMost(
                        "first confirmed order",
                        Spread.of(starts, Start::firstOrder).median(),
                        MOST_SECONDS,
                        "s"),
                gibibytes("idle", Spread.of(starts, Start::idleStack)),
                gibibytes(format("after %,d orders", orders), Spread.of(starts, Start::usedStack)));
    }

    List<String> processes() {
        return starts.get(0).idle().entrySet().stream()
                .sorted((one, other) -> Double.compare(other.getValue(), one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String gibibytes(String when, Spread stack) {
        return Target.atMost(
                "the whole stack, " + when, stack.median() / MEBIBYTES_PER_GIBIBYTE, MOST_GIBIBYTES, "GiB");
    }

    private static String time(String what, Spread time) {
        return format("| %s | %.1f s | %.1f s | %.1f s |%n", what, time.median(), time.least(), time.most());
    }

    private static String memory(String process, Spread idle, Spread used) {
        return format(
                "| %s | %,.0f (%,.0f to %,.0f) | %,.0f (%,.0f to %,.0f) |%n",
                process, idle.median(), idle.least(), idle.most(), used.median(), used.least(), used.most());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
