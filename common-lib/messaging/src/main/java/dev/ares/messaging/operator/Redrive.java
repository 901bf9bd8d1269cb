package dev.ares.messaging.operator;

import java.util.List;
import java.util.UUID;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Faults;
import dev.ares.messaging.reader.DeadLetterTable;
import dev.ares.messaging.reader.DeadLetterTable.Letter;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.messaging.relay.MessageTable;

/**
 * Lets a message that was given up go on, once its reason is gone. A failed message of the local message table is sent
 * again with all its attempts; a dead letter is applied at once, by its own reader and no other, through the inbox: what
 * was applied in the meantime is not applied twice.
 */
public final class Redrive {

    /** What became of it. */
    public sealed interface Outcome {

        /** Waits to be sent, as if it were new. */
        record Queued() implements Outcome {}

        /** Applied, now or by a copy of it before. */
        record Applied() implements Outcome {}

        /** Failed again: it stays where it was, with this reason. */
        record FailedAgain(String reason) implements Outcome {}

        /** There is no such message that was given up. */
        record Unknown() implements Outcome {}
    }

    private final MessageTable messages;
    private final DeadLetterTable letters;
    private final List<SubscriptionReader> readers;
    private final TransactionalOperator transaction;

    public Redrive(
            MessageTable messages,
            DeadLetterTable letters,
            List<SubscriptionReader> readers,
            TransactionalOperator transaction) {
        this.messages = messages;
        this.letters = letters;
        this.readers = List.copyOf(readers);
        this.transaction = transaction;
    }

    /** Not in a transaction of the caller. Ends with an error when the infrastructure fails; it may then be repeated. */
    public Mono<Outcome> redrive(UUID id) {
        return messages.requeue(id).flatMap(queued -> queued ? Mono.just(new Outcome.Queued()) : apply(id));
    }

    private Mono<Outcome> apply(UUID id) {
        return letters.lock(id)
                .flatMap(letter -> applyByItsReader(letter)
                        .then(letters.markApplied(id))
                        .<Outcome>thenReturn(new Outcome.Applied()))
                .as(transaction::transactional)
                .onErrorResume(fault -> !Faults.isOfInfrastructure(fault), fault -> failed(id, Faults.describe(fault)))
                .defaultIfEmpty(new Outcome.Unknown());
    }

    private Mono<Void> applyByItsReader(Letter letter) {
        return readers.stream()
                .filter(reader -> reader.subscription().reader().equals(letter.reader())
                        && reader.subscription().topic().equals(letter.topic()))
                .findFirst()
                .map(reader -> reader.apply(letter.content()))
                .orElseGet(() -> Mono.error(new IllegalArgumentException(
                        "reader: " + letter.reader() + " of " + letter.topic() + " (expected: one of this service)")));
    }

    private Mono<Outcome> failed(UUID id, String reason) {
        return letters.markFailed(id, reason).thenReturn(new Outcome.FailedAgain(reason));
    }
}
