package dev.ares.benchmarks.soak;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SamplesTest {

    private final Samples samples = new Samples();

    @Test
    void whatIsGainedInTheFirstThirdCountsForNothing() {
        samples.add(0, Map.of("gateway", 100.0));
        samples.add(0.25, Map.of("gateway", 190.0));
        samples.add(0.5, Map.of("gateway", 200.0));
        samples.add(1, Map.of("gateway", 200.0));
        samples.add(1.5, Map.of("gateway", 200.0));

        assertThat(samples.slope("gateway").percentAnHour()).isZero();
        assertThat(samples.slope("gateway").begin()).isEqualTo(200);
        assertThat(samples.first("gateway")).isEqualTo(100);
    }

    @Test
    void theProviderIsNoPartOfTheShop() {
        samples.add(0, Map.of("gateway", 200.0, "kafka", 300.0, "payment-provider-simulator", 100.0));
        samples.add(1, Map.of("gateway", 200.0, "kafka", 300.0, "payment-provider-simulator", 300.0));
        samples.add(2, Map.of("gateway", 210.0, "kafka", 300.0, "payment-provider-simulator", 500.0));

        assertThat(samples.firstOfShop()).isEqualTo(500);
        assertThat(samples.lastOfShop()).isEqualTo(510);
        assertThat(samples.slopeOfShop().percentAnHour()).isCloseTo(2, within(1e-9));
    }

    @Test
    void aProcessThatGrowsIsNamedAlsoWhereTheShopIsFlat() {
        samples.add(0, Map.of("redis", 10.0, "kafka", 300.0, "payment-provider-simulator", 80.0));
        samples.add(1, Map.of("redis", 10.0, "kafka", 300.0, "payment-provider-simulator", 100.0));
        samples.add(2, Map.of("redis", 11.0, "kafka", 300.0, "payment-provider-simulator", 150.0));

        assertThat(new SoakTable(samples).targets()).isEqualTo("""
                - memory of the shop, an hour: 0.32 % (target: at most 5.00 %): met
                - by itself above that: redis""");
        assertThat(new SoakTable(samples).memory()).isEqualTo("""
                | MiB | before the first order | settled, after a third | at the end | an hour |
                |---|---|---|---|---|
                | kafka | 300.0 | 300.0 | 300.0 | +0.0 % |
                | payment-provider-simulator | 80.0 | 100.0 | 150.0 | +50.0 % |
                | redis | 10.0 | 10.0 | 11.0 | +10.0 % |
                | the shop, without payment-provider-simulator | 310.0 | 310.0 | 311.0 | +0.3 % |
                """);
    }
}
