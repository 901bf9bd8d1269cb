package dev.ares.payment.application;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Leased;
import dev.ares.payment.domain.Money;

/** Payments and refunds whose outcome is not known, as operators see them. */
public interface Unresolved {

    /** How far an operator has to care. */
    enum Status {
        PENDING,
        PARKED,
        /** It is final, and the provider said something else since: listed with what is parked. */
        CONTRADICTED
    }

    /**
     * A payment or a refund.
     *
     * @param id its own, or that of what was said against it
     * @param reason why the outcome is unknown, or what was said against it
     * @param attempts how often the provider was asked, or said so
     * @param dueAt when the provider is asked next; of a contradiction when it was first heard
     */
    record Entry(
            UUID id,
            Leased.Kind kind,
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

    /** Notes that an operator has looked at the contradiction of this id; false when there is none open. */
    Mono<Boolean> resolve(UUID id, String by, Instant now);

    /** How many wait for people: parked, and contradicted. */
    Mono<Map<Status, Long>> census();
}
