package dev.ares.order.plain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.messaging.AfterCommit;
import dev.ares.order.application.Checkouts;
import dev.ares.order.application.NewOrder;
import dev.ares.order.application.SettleOrders;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;

/**
 * A checkout as a row of calls: reserve, pay, confirm. It lives in memory alone: an order whose process dies stays pending for
 * ever, and one whose calls fail may have been paid for.
 */
final class PlainCheckouts implements Checkouts {

    private static final Logger LOG = LoggerFactory.getLogger(PlainCheckouts.class);

    /** What is not known is taken for refused. */
    private static final String FAILED = "EXPIRED";

    private final Calls calls;
    private final SettleOrders settle;
    private final Told told;
    private final TransactionalOperator transaction;

    PlainCheckouts(Calls calls, SettleOrders settle, Told told, TransactionalOperator transaction) {
        this.calls = calls;
        this.settle = settle;
        this.told = told;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> start(List<NewOrder> orders) {
        return AfterCommit.run(() -> orders.forEach(one -> checkOut(
                        one.order(), one.paymentMethod(), one.receiptEmail())
                .subscribe(
                        nothing -> {},
                        failure -> LOG.warn(
                                "order {} stays as it is: {}", one.order().id(), failure.toString()))));
    }

    private Mono<Void> checkOut(Order order, String paymentMethod, Optional<String> receiptEmail) {
        return calls.reserve(order)
                .flatMap(refused -> refused.isPresent() ? Mono.just(refused) : paid(order, paymentMethod, receiptEmail))
                .onErrorResume(failure -> {
                    LOG.info("order {} is given up: {}", order.id(), failure.toString());
                    told.failed(order);
                    return Mono.just(Optional.of(FAILED));
                })
                .flatMap(refused -> refused.isPresent() ? cancel(order, refused.get()) : confirm(order));
    }

    private Mono<Optional<String>> paid(Order order, String paymentMethod, Optional<String> receiptEmail) {
        return calls.pay(order, paymentMethod, receiptEmail)
                .doOnNext(refused -> refused.ifPresent(reason -> told.failed(order)));
    }

    private Mono<Void> confirm(Order order) {
        return settle.confirm(Set.of(order.id()))
                .as(transaction::transactional)
                .then(Mono.fromRunnable(() -> told.confirmed(order)));
    }

    private Mono<Void> cancel(Order order, String reason) {
        return settle.cancel(Map.of(order.id(), reason)).as(transaction::transactional);
    }

    /** Not offered. */
    @Override
    public Mono<Boolean> cancel(OrderId id) {
        return Mono.just(false);
    }

    /** Not offered. */
    @Override
    public Mono<Boolean> hold(OrderId id) {
        return Mono.just(false);
    }
}
