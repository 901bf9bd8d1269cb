package dev.ares.order.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;

/** Port: the work over several services that brings an order to its end. Joins the caller's transaction. */
public interface Checkouts {

    Mono<Void> start(List<NewOrder> orders);

    /**
     * Undoes the checkout when its payment is not yet under way, records the wish otherwise. May be repeated.
     *
     * @return whether the checkout is complete, so that only a refund can take it back; fails with
     *     {@link UnreadableCheckoutException} when nothing can be decided about it
     */
    Mono<Boolean> cancel(OrderId id);

    /**
     * Locks the checkout until the end of the transaction: it neither completes nor is undone meanwhile.
     *
     * @return whether it is complete; empty when there is none
     */
    Mono<Boolean> hold(OrderId id);
}
