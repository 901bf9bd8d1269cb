package dev.ares.order.application;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.Refund;

/** Port: the work over several services that carries a refund through. Joins the caller's transaction. */
public interface Repayments {

    Mono<Void> start(Order order, Refund refund);
}
