package dev.ares.benchmarks.replicas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ares.benchmarks.shop.Run;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicasTableTest {

    private static final Replicated ONE =
            new Replicated(1, 5_000, 100, 2048, List.of(run(50, Map.of("gateway", 10.0, "order-service", 20.0))));
    private static final Replicated THREE = new Replicated(
            3,
            5_000,
            300,
            6144,
            List.of(run(
                    40,
                    Map.of(
                            "gateway",
                            4.0,
                            "gateway-2",
                            4.0,
                            "gateway-3",
                            3.5,
                            "order-service",
                            12.0,
                            "order-service-2",
                            12.0))));

    @Test
    void aRowTellsWhatAnOrderCostsWithTheIdleShopAndWithout() {
        String table = new ReplicasTable(List.of(ONE, THREE)).table();

        assertThat(table)
                .contains("| 1 | 50 (50 to 50) | 30.00 ms | x1.00 | 2.00 ms | 28.00 ms | x1.00 |")
                .contains("| 3 | 40 (40 to 40) | 35.50 ms | x1.18 | 7.50 ms | 28.00 ms | x1.00 |")
                .contains("| 6.0 GiB | 5,000 |");
    }

    @Test
    void replicasOfAServiceAreAddedUpAndWhatIsNoPartOfTheShopIsLeftOut() {
        assertThat(new ReplicasTable(List.of(ONE, THREE)).processor()).isEqualTo("""
                | replicas | gateway | order-service |
                |---|---|---|
                | 1 | 10.00 | 20.00 |
                | 3 | 11.50 | 24.00 |
                """);
    }

    @Test
    void aTenthMoreIsMetAndMoreIsMissed() {
        var two = new Replicated(2, 5_000, 100, 4096, List.of(run(50, Map.of("gateway", 33.0))));

        assertThat(new ReplicasTable(List.of(ONE, two, THREE)).targets().lines())
                .containsExactly(
                        "- processor an order, 2 of each to 1: 1.10 times (target: at most 1.10 times): met",
                        "  without what the idle shop takes: 1.11 times",
                        "- processor an order, 3 of each to 1: 1.18 times (target: at most 1.10 times): MISSED",
                        "  without what the idle shop takes: 1.00 times");
    }

    /** It may come again, to show how far the machine itself has moved meanwhile. */
    @Test
    void theSameNumberAgainIsNoTarget() {
        assertThat(new ReplicasTable(List.of(ONE, ONE)).targets()).isEmpty();
    }

    private static Run run(double perSecond, Map<String, Double> shop) {
        var processor = new HashMap<>(shop);
        processor.put("load", 1.0);
        processor.put("payment-provider-simulator", 2.0);
        return new Run(10, perSecond, 1, 2, processor, 2, 1, Map.of(), 0);
    }
}
