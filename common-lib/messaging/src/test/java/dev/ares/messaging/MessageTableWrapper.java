package dev.ares.messaging;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import dev.ares.messaging.relay.Delivery;
import dev.ares.messaging.relay.MessageTable;
import dev.ares.messaging.relay.StoredMessage;

/** A real table of which a test replaces a part. */
class MessageTableWrapper implements MessageTable {

    private final MessageTable real;

    MessageTableWrapper(MessageTable real) {
        this.real = real;
    }

    @Override
    public Mono<Integer> hold(int limit, Function<List<StoredMessage>, Mono<Void>> work) {
        return real.hold(limit, work);
    }

    @Override
    public Mono<Void> lease(List<StoredMessage> messages) {
        return real.lease(messages);
    }

    @Override
    public Mono<Void> markProcessed(List<StoredMessage> messages) {
        return real.markProcessed(messages);
    }

    @Override
    public Mono<Void> release(List<StoredMessage> messages, Duration delay) {
        return real.release(messages, delay);
    }

    @Override
    public Mono<Long> refuse(List<Delivery.Refused> refused) {
        return real.refuse(refused);
    }

    @Override
    public Mono<Boolean> requeue(UUID id) {
        return real.requeue(id);
    }

    @Override
    public Mono<Backlog> backlog() {
        return real.backlog();
    }
}
