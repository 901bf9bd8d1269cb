package dev.ares.payment.application;

import java.util.UUID;

import reactor.core.publisher.Mono;

/** Who decided about a payment what no provider could tell any more, and why. */
public interface Decisions {

    /** Kept for good, once per payment. Joins the caller's transaction, or is its own without one. */
    Mono<Void> add(UUID payment, String by, String note);
}
