package dev.ares.benchmarks.shop;

import java.util.Arrays;
import java.util.stream.Collectors;

import dev.ares.local.shop.Coordinator;

/** What brings checkouts to their end. */
public enum Way {
    SAGA(Coordinator.SAGA),
    SEATA_AT(Coordinator.SEATA_AT),
    /** The same, its coordinator's transactions in a database. */
    SEATA_AT_DB(Coordinator.SEATA_AT_DB),
    /** Calls in a row, which guarantee nothing. */
    PLAIN(Coordinator.PLAIN);

    private final Coordinator coordinator;

    Way(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** @throws IllegalArgumentException that lists the names when there is none like it */
    public static Way of(String name) {
        return Arrays.stream(values())
                .filter(way -> way.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " (expected: "
                        + Arrays.stream(values()).map(Way::toString).collect(Collectors.joining(", ")) + ")"));
    }

    boolean isSeata() {
        return coordinator.isSeata();
    }

    /** As {@code ./ares up --coordinator} takes it. */
    @Override
    public String toString() {
        return coordinator.toString();
    }
}
