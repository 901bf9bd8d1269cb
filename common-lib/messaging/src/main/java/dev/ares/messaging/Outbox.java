package dev.ares.messaging;

import java.util.List;

import reactor.core.publisher.Mono;

/**
 * The local message table: messages are written in the transaction of the effect that they tell of, so that either
 * both stand or neither does, and are sent after the commit.
 *
 * <p>Delivery is at least once and in no promised order; readers drop repeated ids, and events carry a version. A
 * message is sent within milliseconds of the commit, or, where the process died in between, once its lease has expired
 * ({@code ares.messaging.outbox.lease}, 20 s unless set).
 */
public interface Outbox {

    /**
     * Writes the messages with one statement, in the caller's reactive transaction.
     *
     * @return completes when the rows are written, and fails with {@link IllegalStateException} outside a transaction;
     *     nothing is sent unless the transaction commits
     */
    Mono<Void> append(List<OutgoingMessage> messages);

    /**
     * Leaves out what would only repeat a message that has not left yet: one of the same topic, key and type stands in
     * the table and will be sent. For repetitions, which must not pile up while the broker is away or slow.
     *
     * <p>Costs a look at all messages that wait to be sent, so it is for the rare repeated message, not for every one.
     */
    Mono<List<OutgoingMessage>> withoutWaiting(List<OutgoingMessage> repetitions);
}
