package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
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

    /** Stores the hint, to be acted on from {@code dueAt}; a known id changes nothing. */
    Mono<Void> add(WebhookHint hint, Instant receivedAt, Instant dueAt);

    /** Takes hints that are due and holds them until {@code now + lease}; other replicas' are left to them. */
    Flux<WebhookHint> takeDue(Instant now, Duration lease, int limit);

    /** Marks the hint as acted on. */
    Mono<Void> handled(String id, Instant at, String note);

    /** Forgets hints that were acted on before this time. */
    Mono<Long> forget(Instant handledBefore);
}
