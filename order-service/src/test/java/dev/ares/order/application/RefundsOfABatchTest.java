package dev.ares.order.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;
import dev.ares.order.interleaving.MemoryTransactions;
import dev.ares.order.saga.RefundOutcomes;
import dev.ares.saga.SagaMilestone.Compensated;
import dev.ares.saga.SagaMilestone.PivotPassed;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Refunds of one order that end in one transaction, one paid back and one refused. */
class RefundsOfABatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OrderId order = new OrderId(new UUID(Instant.EPOCH.toEpochMilli(), 1));
    private final SetClock clock = new SetClock();
    private final List<String> locked = new ArrayList<>();
    private final Orders orders = new OrdersStandIn() {
        @Override
        public Mono<List<Order>> lock(Set<OrderId> ids) {
            return Mono.fromSupplier(() -> {
                locked.add("order");
                return List.of();
            });
        }
    };
    private final Refunds refunds = new RefundsStandIn() {
        @Override
        public Mono<List<Refund>> end(RefundStatus status, Map<UUID, String> reasons, Instant now) {
            return Mono.just(
                    reasons.keySet().stream().map(id -> refund(id, status)).toList());
        }
    };
    private final Checkouts checkouts = new CheckoutsStandIn() {
        @Override
        public Mono<Boolean> hold(OrderId id) {
            return Mono.fromSupplier(() -> {
                locked.add("checkout");
                return false;
            });
        }
    };
    private final StartRefunds start = new StartRefunds(orders, refunds, (any, refund) -> Mono.empty(), clock);
    private final RefundOutcomes outcomes = new RefundOutcomes(new SettleRefunds(
            orders, refunds, new OrderSignals(), () -> new HonourCancels(orders, refunds, checkouts, start), clock));

    /** A cancel that comes between holds the checkout while it waits for the order. */
    @Test
    void theRefusalLocksTheCheckoutBeforeTheSuccessLocksTheOrder() {
        outcomes.apply(List.of(
                        new PivotPassed(UUID.randomUUID()), new Compensated(UUID.randomUUID(), "REFUND_REFUSED", null)))
                .as(TransactionalOperator.create(new MemoryTransactions())::transactional)
                .block(PATIENCE);

        assertThat(locked).containsExactly("checkout", "order");
    }

    private Refund refund(UUID id, RefundStatus status) {
        return new Refund(id, order, 1, status, null, List.of(), Money.zero("EUR"), 0, Instant.EPOCH, Instant.EPOCH);
    }
}
