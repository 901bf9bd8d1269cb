package dev.ares.payment.application;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Leased;

/**
 * What the provider said against its own word, and money that it moved without us. The payment or the refund stays as it is
 * stored; people must look.
 */
public interface Contradictions {

    /**
     * Remembers it until an operator has looked. The same words about the same are counted, and bring back nothing that
     * was looked at. Joins the caller's transaction, or is its own without one.
     *
     * @param about as it is stored
     * @param said what does not go with that
     */
    Mono<Void> add(Leased about, String said);
}
