package dev.ares.payment.application;

import java.util.UUID;

import reactor.core.publisher.Mono;

/** Who decided about payments, or about refunds, what no provider could tell any more, and why. */
public interface Decisions {

    /**
     * Kept for good, once for each. Joins the caller's transaction, or is its own without one.
     *
     * @param subject the payment, or the refund
     */
    Mono<Void> add(UUID subject, String by, String note);
}
