package dev.ares.traffic.limit;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Minutes of overload in a moment: customers by chance, a shop of ten workers, and a clock that jumps. */
class OverloadTest {

    private static final OverloadSettings SETTINGS = new OverloadSettings(
            Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(3), 4, 100_000, 100, 20, 0.8);

    /** Does 1000 requests a second. */
    private final SimulatedShop shop = new SimulatedShop(10, 10, SETTINGS);

    @Test
    void underTwiceWhatTheShopCanDoItDoesItsBestForCheckoutsAndRecovers() {
        shop.run(20, 700);
        assertThat(shop.shedAny()).isFalse();

        shop.run(10, 2000);
        assertThat(shop.limiter().snapshot().shedding()).isTrue();
        shop.forget();
        shop.run(30, 2000);

        assertThat(shop.answers() / 30.0).isBetween(850.0, 1050.0);
        assertThat(shop.p99Millis()).isLessThan(100);
        assertThat(shop.shedShare(Priority.CRITICAL)).isZero();
        assertThat(shop.shedShare(Priority.CHECKOUT)).isLessThan(0.02);
        assertThat(shop.shedShare(Priority.BROWSING)).isBetween(0.5, 0.8);

        shop.run(5, 700);
        shop.forget();
        shop.run(10, 700);
        assertThat(shop.shedAny()).isFalse();
        assertThat(shop.limiter().snapshot().shedding()).isFalse();
    }

    @Test
    void whereCheckoutsAloneAreTooManyNobodyBrowses() {
        shop.run(20, 6000);
        shop.forget();
        shop.run(15, 6000);

        assertThat(shop.shedShare(Priority.BROWSING)).isGreaterThan(0.95);
        assertThat(shop.shedShare(Priority.CRITICAL)).isZero();
        assertThat(shop.answers() / 15.0).isBetween(850.0, 1050.0);
        assertThat(shop.p99Millis()).isLessThan(100);
    }
}
