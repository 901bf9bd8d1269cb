package dev.ares.messaging.relay;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import dev.ares.messaging.BackOff;
import dev.ares.messaging.Backlog;

/** The relay's side of the local message table. Each call is a transaction of its own, or takes part in {@link #hold}. */
public interface MessageTable {

    /** How long held messages may be sent: less than the 5 s after which the database ends a silent transaction. */
    Duration HOLD = Duration.ofSeconds(3);

    /**
     * Holds messages that are pending, due, and leased by nobody, as long as the work takes, in one transaction: row locks
     * keep them from others, and go with this process or its connection. Skips what others hold, and knows no highest
     * id: what commits late is found as well as what commits early.
     *
     * @param work sends the messages, until their {@code leaseEnds} at the latest, and writes down by the other methods
     *     what became of them. What it wrote down stands when it ends well; when it fails, nothing does. Not called when
     *     there is nothing to hold
     * @return how many were held
     */
    Mono<Integer> hold(int limit, Function<List<StoredMessage>, Mono<Void>> work);

    /** Leases held messages that are still under way: they stay this process's own after the hold. */
    Mono<Void> lease(List<StoredMessage> messages);

    Mono<Void> markProcessed(List<StoredMessage> messages);

    /**
     * Gives messages back, to be taken by any process after the delay. Counts no attempt.
     *
     * @param delay at most {@link BackOff#LONGEST}: what lies much further ahead was written by a clock that has been set
     *     back since, and is due
     */
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
}
