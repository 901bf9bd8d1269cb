package dev.ares.order.application;

import java.util.Optional;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;

/** Port: the work over several services that brings an order to its end. Joins the caller's transaction. */
public interface Checkouts {

    Mono<Void> start(Order order, String paymentMethod, Optional<String> receiptEmail);

    /** Undoes the checkout when its payment is not yet under way, records the wish otherwise. May be repeated. */
    Mono<Void> cancel(OrderId id);
}
