package dev.ares.order.application;

import java.time.Clock;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderStatus;

/**
 * A customer no longer wants an order. Before its payment is under way the checkout is undone and the order cancelled;
 * afterwards the wish is recorded and all that is left of the order is refunded, once the checkout is complete. The
 * checkout decides which, under its lock.
 */
public final class CancelOrder {

    private final Orders orders;
    private final Checkouts checkouts;
    private final StartRefunds refunds;
    private final OrderSignals signals;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public CancelOrder(
            Orders orders,
            Checkouts checkouts,
            StartRefunds refunds,
            OrderSignals signals,
            TransactionalOperator transaction,
            Clock clock) {
        this.orders = orders;
        this.checkouts = checkouts;
        this.refunds = refunds;
        this.signals = signals;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The order after it; may be repeated. Empty when there is no such order, or it is someone else's. */
    public Mono<Order> cancel(String userId, OrderId id) {
        return orders.find(userId, id).flatMap(order -> isUndone(order) ? Mono.just(order) : request(order));
    }

    private Mono<Void> refund(OrderId id) {
        return orders.byId(id).flatMap(refunds::rest);
    }

    private static boolean isUndone(Order order) {
        return order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.REFUNDED;
    }

    /** The checkout first: whoever writes both a checkout and its order locks them in this sequence. */
    private Mono<Order> request(Order order) {
        return checkouts
                .cancel(order.id())
                .flatMap(complete -> complete ? refund(order.id()) : Mono.empty())
                .then(Mono.defer(() -> orders.requestCancel(order.id(), clock.instant())))
                .as(transaction::transactional)
                .then(Mono.defer(() -> {
                    signals.changed(order.id());
                    return orders.find(order.userId(), order.id());
                }));
    }
}
