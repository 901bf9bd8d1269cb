package dev.ares.payment.application;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Refund;

/** The stored refunds, and what they take from the captured amount. All in the caller's transaction. */
public interface Refunds extends Leases<Refund> {

    /** Stores those that are not known yet and returns their ids. */
    Mono<Set<UUID>> addMissing(List<Refund> refunds);

    /**
     * Sets the amounts aside from what was captured of their orders' payments, in the order given, as far as it goes:
     * {@code refunded <= captured} is part of the update.
     *
     * @return the ids of those that fit
     */
    Mono<Set<UUID>> setAside(List<Refund> refunds);

    /** What was set aside for a refund that the provider refuses can be given back by another one from then on. */
    @Override
    Mono<Set<UUID>> save(List<Refund> refunds);
}
