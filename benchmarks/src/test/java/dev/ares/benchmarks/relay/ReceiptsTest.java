package dev.ares.benchmarks.relay;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptsTest {

    private final Receipts receipts = new Receipts(7, 3);

    @Test
    void eachMessageCountsOnceHoweverOftenItComes() {
        receipts.arrived(receipts.key(0), 10);
        receipts.arrived(receipts.key(2), 20);
        receipts.arrived(receipts.key(0), 30);

        assertThat(receipts.distinct()).isEqualTo(2);
        assertThat(receipts.repeated()).isEqualTo(1);
        assertThat(receipts.missing(3)).isEqualTo(1);
        assertThat(receipts.last()).isEqualTo(20);
    }

    @Test
    void aMessageOfAnotherRunIsNotCounted() {
        assertThat(receipts.arrived("70.1", 10)).isFalse();
        assertThat(receipts.distinct()).isZero();
    }

    @Test
    void latencyRunsFromTheCommit() {
        receipts.committed(receipts.key(1));

        receipts.arrived(receipts.key(1), System.nanoTime() + 5_000_000);

        assertThat(receipts.latency(50)).isBetween(5.0, 1000.0);
    }
}
