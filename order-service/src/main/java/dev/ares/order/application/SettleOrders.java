package dev.ares.order.application;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderStatus;

/**
 * Brings the outcome of checkouts into their orders, within the transaction that decides them. One statement per
 * outcome, whatever the number of orders; a repeated outcome is harmless, a contradicting one fails the transaction.
 */
public final class SettleOrders {

    private final Orders orders;
    private final OrderSignals signals;
    private final Clock clock;

    public SettleOrders(Orders orders, OrderSignals signals, Clock clock) {
        this.orders = orders;
        this.signals = signals;
        this.clock = clock;
    }

    public Mono<Void> confirm(Set<OrderId> ids) {
        Map<OrderId, String> withoutReason = new HashMap<>();
        ids.forEach(id -> withoutReason.put(id, ""));
        return move(OrderStatus.CONFIRMED, withoutReason);
    }

    /** @param reasons stable codes by order */
    public Mono<Void> cancel(Map<OrderId, String> reasons) {
        return move(OrderStatus.CANCELLED, reasons);
    }

    private Mono<Void> move(OrderStatus next, Map<OrderId, String> reasons) {
        if (reasons.isEmpty()) {
            return Mono.empty();
        }
        Instant now = clock.instant();
        return orders.move(next, reasons, now).flatMap(moved -> {
            Set<OrderId> unmoved = new HashSet<>(reasons.keySet());
            unmoved.removeAll(moved);
            Mono<Void> explained = unmoved.isEmpty() ? Mono.empty() : explain(next, unmoved);
            return explained.then(signals.endedOnCommit(moved));
        });
    }

    private Mono<Void> explain(OrderStatus next, Set<OrderId> unmoved) {
        return orders.statuses(unmoved)
                .doOnNext(statuses -> {
                    for (OrderId id : unmoved) {
                        OrderStatus status = statuses.get(id);
                        if (status == null || status.moves(next)) {
                            throw new IllegalStateException("order %s: %s, not moved to %s (expected: an order to move)"
                                    .formatted(id, status, next));
                        }
                    }
                })
                .then();
    }
}
