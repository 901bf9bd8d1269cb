package dev.ares.order.domain;

import java.time.Instant;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrderIdTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void sortsAfterIdsOfEarlierMilliseconds() {
        OrderId earlier = OrderId.next(NOW, new Random(1));
        OrderId later = OrderId.next(NOW.plusMillis(1), new Random(2));

        assertThat(later.toString()).isGreaterThan(earlier.toString());
        assertThat(later.value().version()).isEqualTo(7);
        assertThat(later.value().variant()).isEqualTo(2);
    }

    @Test
    void readsItsOwnTextAndNothingElse() {
        OrderId id = OrderId.next(NOW, new Random(1));

        assertThat(OrderId.parse(id.toString())).contains(id);
        assertThat(OrderId.parse("1-1-1-1-1")).isEmpty();
        assertThat(OrderId.parse("")).isEmpty();
        assertThat(OrderId.parse(id + "0")).isEmpty();
    }
}
