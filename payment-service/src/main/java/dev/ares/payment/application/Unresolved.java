package dev.ares.payment.application;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Money;

/** Payments and refunds whose outcome is not known, as operators see them. */
public interface Unresolved {

    enum Kind {
        PAYMENT,
        REFUND
    }

    enum Status {
        PENDING,
        PARKED
    }

    /**
     * A payment or a refund.
     *
     * @param reason why the outcome is unknown
     * @param dueAt when the provider is asked next
     */
    record Entry(
            UUID id,
            Kind kind,
            String orderId,
            Status status,
            Money amount,
            String reason,
            int attempts,
            Instant dueAt,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * Oldest first.
     *
     * @param after the id of the last one of the previous page, whatever became of it; null for the first page
     * @param limit the most to answer
     */
    Flux<Entry> find(Status status, @Nullable UUID after, int limit);

    /** Makes the parked payment or refund of this id due; false when there is none. */
    Mono<Boolean> makeDue(UUID id, Instant now);
}
