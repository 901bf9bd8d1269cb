package dev.ares.payment.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Payment;

/** Tells the checkout how its payment ended. */
public interface Replies {

    /** Replies for those payments that are final, in the caller's transaction; others are passed over. */
    Mono<Void> send(List<Payment> payments);
}
