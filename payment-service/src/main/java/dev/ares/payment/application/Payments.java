package dev.ares.payment.application;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Payment;

/**
 * The stored payments, one per order. Writes join the caller's transaction, or are their own without one. Whoever takes
 * or holds payments claims them by that: see {@link Payment#claimed}.
 */
public interface Payments extends Leases<Payment> {

    /** Stores those whose order has no payment yet, in one statement, and returns the ids of these. */
    Mono<Set<UUID>> addMissing(List<Payment> payments);

    Flux<Payment> ofOrders(Collection<String> orderIds);

    /** The captured payment with this reference of the provider. */
    Mono<Payment> ofReference(String reference);
}
