package dev.ares.benchmarks.shop;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What brings checkouts to their end. */
public enum Way {
    SAGA("saga"),
    SEATA_AT("seata-at"),
    /** Calls in a row, which guarantee nothing. */
    PLAIN("plain");

    private final String shown;

    Way(String shown) {
        this.shown = shown;
    }

    /** @throws IllegalArgumentException that lists the names when there is none like it */
    public static Way of(String name) {
        return Arrays.stream(values())
                .filter(way -> way.shown.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " (expected: "
                        + Arrays.stream(values()).map(Way::toString).collect(Collectors.joining(", ")) + ")"));
    }

    /** As {@code ./ares up --coordinator} takes it. */
    @Override
    public String toString() {
        return shown;
    }
}
