package dev.ares.order.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HonourCancelsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OrderId order = new OrderId(new UUID(Instant.EPOCH.toEpochMilli(), 1));

    @Test
    void anOrderWithoutItsCheckoutIsAnErrorAndNotPassedOver() {
        Orders orders = new OrdersStandIn();
        Refunds refunds = new RefundsStandIn();
        StartRefunds start = new StartRefunds(orders, refunds, (any, refund) -> Mono.empty(), Clock.systemUTC());
        Checkouts none = new CheckoutsStandIn() {
            @Override
            public Mono<Boolean> hold(OrderId id) {
                return Mono.empty();
            }
        };
        HonourCancels cancels = new HonourCancels(orders, refunds, none, start);

        assertThatThrownBy(() ->
                        cancels.after(Set.of(order), Set.of(UUID.randomUUID())).block(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(order.toString());
    }
}
