package dev.ares.payment.application;

import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Refund;

/** The stored refunds, and what they take from the captured amount. */
public interface Refunds {

    /**
     * Stores the refund and sets its amount aside, if it is new and the payment is captured and has that much left in
     * that currency; {@code refunded <= captured} is part of the update. One transaction, its own or the caller's.
     *
     * @return the refund as stored, now or before; empty when it does not fit
     */
    Mono<Refund> setAside(Refund refund);

    /** The refund's final state; a refused one puts back what was set aside. Does nothing to one that is final. */
    Mono<Void> conclude(Refund refund);

    Mono<Refund> find(UUID id);
}
