package dev.ares.messaging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import reactor.core.publisher.Mono;

/**
 * What a service does with the messages of a topic. A bean of this type is all that a service declares; the library
 * reads the topic.
 *
 * <p>What is read at once is applied in one transaction: messages applied before are dropped, then each handler gets
 * all messages of its type, or of its types, as one list, in the order in which the handlers were declared. Types without a
 * handler are skipped. A handler must be correct under any order of messages, all-or-nothing, and without effects outside the
 * transaction: it may be called again with the same messages, together or in smaller parts. A subscription whose effect
 * lies elsewhere is read {@link Builder#outsideTransaction() without one}.
 *
 * <p>When a handler fails for a reason that lies in a record, that record is found by splitting the batch and parked in
 * {@link #deadLetterTopic()}; when the infrastructure fails, the batch is retried without limit.
 */
public final class Subscription {

    private final String topic;
    private final String reader;
    private final boolean inTransaction;
    private final List<Handler<?>> handlers;
    private final Set<String> types;

    private Subscription(Builder builder) {
        this.topic = builder.topic;
        this.reader = builder.reader;
        this.inTransaction = builder.inTransaction;
        this.handlers = List.copyOf(builder.handlers);
        this.types = Collections.unmodifiableSet(new LinkedHashSet<>(builder.types));
    }

    /**
     * @param topic the Kafka topic, created at start-up when it does not exist
     * @param reader who reads: the Kafka consumer group, for example {@code inventory-service}; each reader gets each
     *     message once
     */
    public static Builder to(String topic, String reader) {
        return new Builder(topic, reader);
    }

    public String topic() {
        return topic;
    }

    public String reader() {
        return reader;
    }

    /** Where records of this subscription are parked that are themselves at fault. */
    public String deadLetterTopic() {
        return topic + "." + reader + ".dead-letter";
    }

    /** The full names of the message types that have a handler, in the sequence in which the handlers are called. */
    public Set<String> types() {
        return types;
    }

    /** Whether its messages are applied in a transaction, each once. */
    public boolean inTransaction() {
        return inTransaction;
    }

    /** In the sequence in which they are called. */
    public List<Handler<?>> handlers() {
        return handlers;
    }

    /** Pairs types with what is done with their messages: with all of a batch at once, in the order in which they were read. */
    public record Handler<T>(List<Meaning<?, T>> meanings, Function<List<T>, Mono<Void>> action) {

        public Handler {
            meanings = List.copyOf(meanings);
        }
    }

    /** What a message of a type means to its handler; a message that means nothing, told by an exception, is parked. */
    public record Meaning<M extends Message, T>(M defaultInstance, Function<Received<M>, T> meaning) {

        /**
         * For a handler that needs no more than what a message says.
         *
         * @param defaultInstance names the type, for example {@code StockReserved.getDefaultInstance()}
         */
        public static <M extends Message, T> Meaning<M, T> of(M defaultInstance, Function<M, T> meaning) {
            return new Meaning<>(defaultInstance, received -> meaning.apply(received.body()));
        }

        /** The Protobuf full name. */
        public String type() {
            return defaultInstance.getDescriptorForType().getFullName();
        }

        /** Fails when the payload is no such message: the record itself is at fault then. */
        @SuppressWarnings("unchecked") // a message's parser makes messages of its own class
        public M decode(byte[] payload) throws InvalidProtocolBufferException {
            return (M) defaultInstance.getParserForType().parseFrom(payload);
        }
    }

    /** Collects the handlers of a subscription. */
    public static final class Builder {

        private final String topic;
        private final String reader;
        private boolean inTransaction = true;
        private final List<Handler<?>> handlers = new ArrayList<>();
        private final Set<String> types = new LinkedHashSet<>();

        private Builder(String topic, String reader) {
            this.topic = Objects.requireNonNull(topic);
            this.reader = Objects.requireNonNull(reader);
        }

        /**
         * @param defaultInstance names the type, for example {@code ReserveStock.getDefaultInstance()}
         * @param handler called in the transaction of the batch with all its messages of this type, at least one
         * @throws IllegalArgumentException when the type has a handler already
         */
        public <M extends Message> Builder on(M defaultInstance, Function<List<Received<M>>, Mono<Void>> handler) {
            return together(List.of(new Meaning<>(defaultInstance, received -> received)), handler);
        }

        /**
         * Messages of several types are one list to their handler: what it locks and writes, it does once for a batch instead
         * of once for a type.
         *
         * @param handler called in the transaction of the batch with what its messages of these types mean, in the order in
         *     which they were read, at least one
         * @throws IllegalArgumentException when one of the types has a handler already
         */
        public <T> Builder together(List<Meaning<?, T>> meanings, Function<List<T>, Mono<Void>> handler) {
            for (Meaning<?, T> added : meanings) {
                if (!types.add(added.type())) {
                    throw new IllegalArgumentException("type: " + added.type() + " (expected: one handler per type)");
                }
            }
            handlers.add(new Handler<>(meanings, handler));
            return this;
        }

        /**
         * The effect is not in the service's database, and as good when it is repeated: it needs neither a transaction
         * nor the inbox, and handlers see every delivery of a message.
         */
        public Builder outsideTransaction() {
            inTransaction = false;
            return this;
        }

        public Subscription build() {
            return new Subscription(this);
        }
    }
}
