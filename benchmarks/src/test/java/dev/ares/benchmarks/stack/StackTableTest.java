package dev.ares.benchmarks.stack;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StackTableTest {

    private final StackTable table = new StackTable(
            List.of(
                    start(26, 30, Map.of("kafka", 400.0, "gateway", 200.0), Map.of("kafka", 420.0, "gateway", 300.0)),
                    start(41, 48, Map.of("kafka", 380.0, "gateway", 230.0), Map.of("kafka", 400.0, "gateway", 310.0)),
                    start(27, 31, Map.of("kafka", 390.0, "gateway", 240.0), Map.of("kafka", 460.0, "gateway", 290.0))),
            2_000);

    @Test
    void eachTimeHasItsMedianLeastAndMost() {
        assertThat(table.times()).isEqualTo("""
                | from ./ares up to | median | least | most |
                |---|---|---|---|
                | every service is ready | 27.0 s | 26.0 s | 41.0 s |
                | the first confirmed order | 31.0 s | 30.0 s | 48.0 s |
                """);
    }

    @Test
    void theStackIsSummedInEachShopBeforeItsMedianIsTaken() {
        assertThat(table.memory()).isEqualTo("""
                | MiB | idle (least to most) | after 2,000 orders (least to most) |
                |---|---|---|
                | kafka | 390 (380 to 400) | 420 (400 to 460) |
                | gateway | 230 (200 to 240) | 300 (290 to 310) |
                | the whole stack | 610 (600 to 630) | 720 (710 to 750) |
                """);
    }

    @Test
    void whatIsJustReachedIsMetAndNothingBeyondIt() {
        var shop = new StackTable(List.of(start(40, 45, Map.of("all", 2560.0), Map.of("all", 2570.0))), 2_000);

        assertThat(shop.targets()).isEqualTo("""
                - first confirmed order: 45.00 s (target: at most 45.00 s): met
                - the whole stack, idle: 2.50 GiB (target: at most 2.50 GiB): met
                - the whole stack, after 2,000 orders: 2.51 GiB (target: at most 2.50 GiB): MISSED""");
    }

    private static Start start(double ready, double firstOrder, Map<String, Double> idle, Map<String, Double> used) {
        return new Start(ready, firstOrder, 0, idle, used, 2_001, 0);
    }
}
