package dev.ares.benchmarks.growth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ares.benchmarks.shop.Run;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthTableTest {

    private static final Grown SMALL = grown(10_000, run(50, 30), run(60, 32), run(40, 28));
    private static final Grown LARGE = grown(10_000_000, run(46, 33.3));

    @Test
    void aRowIsTheMedianOfItsRunsToThatOfTheFirst() {
        String table = new GrowthTable(List.of(SMALL, LARGE)).table();

        assertThat(table)
                .contains("| 10,000 | 0.50 GiB | 50 (40 to 60) | x1.00 | 30.00 ms | x1.00 |")
                .contains("| 10,000,000 | 0.50 GiB | 46 (46 to 46) | x1.09 | 33.30 ms | x1.11 |");
    }

    @Test
    void aTenthSlowerIsMetAndMoreIsMissed() {
        assertThat(new GrowthTable(List.of(SMALL, LARGE)).targets())
                .contains("- time an order, 10,000,000 past orders to 10,000: 1.09 (target: at most 1.10): met")
                .contains(
                        "- processor an order, 10,000,000 past orders to 10,000: 1.11 (target: at most 1.10): MISSED");
    }

    /** A size may come again, to show how far the machine itself has moved meanwhile. */
    @Test
    void theSameSizeAgainIsNoTarget() {
        assertThat(new GrowthTable(List.of(SMALL, SMALL)).targets()).isEmpty();
    }

    @Test
    void oneViolationInAnyRunIsEnough() {
        var broken = new Run(10, 50, 1, 2, Map.of("gateway", 30.0), 2, 1, Map.of(), 1);

        assertThat(SMALL.right()).isTrue();
        assertThat(grown(10_000, run(50, 30), broken).right()).isFalse();
    }

    private static Grown grown(long orders, Run... runs) {
        return new Grown(orders, 1L << 29, Arrays.asList(runs));
    }

    private static Run run(double perSecond, double processor) {
        return new Run(
                10,
                perSecond,
                1,
                2,
                Map.of("gateway", processor, "payment-provider-simulator", 9.0),
                2,
                1,
                Map.of(),
                0);
    }
}
