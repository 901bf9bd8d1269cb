package dev.ares.messaging;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Mono;

/** The relay's side of the local message table. Each call is a transaction of its own. */
public interface MessageTable {

    /**
     * Leases messages that are pending, due, and leased by nobody. Skips what others are about to take, and knows no
     * highest id: what commits late is found as well as what commits early.
     */
    Mono<List<StoredMessage>> claim(int limit);

    Mono<Void> markProcessed(List<StoredMessage> messages);

    /** Gives messages back, to be taken by any process after the delay. Counts no attempt. */
    Mono<Void> release(List<StoredMessage> messages, Duration delay);

    /**
     * Counts a failed attempt of each message and parks as failed the ones that had all of theirs.
     *
     * @return how many were parked
     */
    Mono<Long> refuse(List<Delivery.Refused> refused);

    /** Makes a failed message pending again, with all its attempts. False when there is no such failed message. */
    Mono<Boolean> requeue(UUID id);

    Mono<Backlog> backlog();

    /**
     * @param pending messages to be sent, the ones under way included
     * @param oldest age of the oldest of them; zero when there is none
     * @param failed messages given up as at fault, which wait for an operator
     * @param deadLetters records that a reader of this service could not apply, which wait for an operator
     */
    record Backlog(long pending, Duration oldest, long failed, long deadLetters) {}
}
