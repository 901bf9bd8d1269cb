package dev.ares.benchmarks.machine;

import java.util.Map;
import java.util.stream.Collectors;

/** How often each of several things was met. */
public final class Counted {

    private Counted() {}

    /** For a cell of a table: {@code 3 CANCELLED, 1 503}, or {@code none}. */
    public static String listed(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }
}
