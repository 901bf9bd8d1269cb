package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The provider's webhooks: proven, and kept until they were acted on. */
public interface Webhooks {

    /** Proves that a payload comes from the provider. */
    interface Verifier {

        /** The hint in a payload; empty when the signature is missing, wrong or too old. */
        Optional<WebhookHint> verify(String payload, String signature);
    }

    /**
     * A hint that came in.
     *
     * @param dueAt from when on it is acted on
     */
    record Arrival(WebhookHint hint, Instant receivedAt, Instant dueAt) {}

    /** Stores hints, in one statement; a known id changes nothing. */
    Mono<Void> add(List<Arrival> arrivals);

    /**
     * Takes hints that are due; those that other replicas hold are left to them. Due is also what is put off by more than two
     * leases, which nothing is but by a clock that has been set back since. In the same statement those are marked as acted on
     * that tell nothing new, which are nearly all: about neither a payment nor a refund ({@code not about a payment}), or
     * about a payment that is captured already ({@code known already}), unless they say that it is disputed.
     *
     * @param limit how many are taken at most
     * @return the others, held until {@code now + lease}
     */
    Flux<WebhookHint> takeDue(Instant now, Duration lease, int limit);

    /**
     * Marks a hint as acted on, unless it was before.
     *
     * @param note what came of it
     */
    Mono<Void> handled(String id, String note, Instant at);

    /** Forgets hints that were acted on before this time. */
    Mono<Long> forget(Instant handledBefore);
}
