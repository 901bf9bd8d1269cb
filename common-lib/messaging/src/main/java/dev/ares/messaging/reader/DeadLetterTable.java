package dev.ares.messaging.reader;

import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.messaging.Subscription;

/** Dead letters as rows in the database of the service that could not apply them. */
public interface DeadLetterTable extends DeadLetters {

    /** The letter, locked in the caller's transaction; empty when there is none that is still to be applied. */
    Mono<Letter> lock(UUID id);

    /** Notes in the caller's transaction that the letter was applied. */
    Mono<Void> markApplied(UUID id);

    /** Notes that it failed again, and why. */
    Mono<Void> markFailed(UUID id, String reason);

    /** @param reader who could not apply it, as {@link Subscription#reader()} */
    record Letter(UUID id, String reader, String topic, ReceivedRecord content) {}
}
