package dev.ares.payment.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Payment;

/** The payment of an order, empty when none was ever asked for. */
public final class FindPayment {

    private final Payments payments;

    public FindPayment(Payments payments) {
        this.payments = payments;
    }

    public Mono<Payment> ofOrder(String orderId) {
        return payments.ofOrders(List.of(orderId)).singleOrEmpty();
    }
}
