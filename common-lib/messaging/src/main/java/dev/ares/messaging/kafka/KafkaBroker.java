package dev.ares.messaging.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.reader.DeadLetters;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.messaging.relay.Broker;
import dev.ares.messaging.relay.Delivery;
import dev.ares.messaging.relay.StoredMessage;
import dev.ares.observability.BlockingBoundary;

/** One idempotent producer for all that a service sends. */
@BlockingBoundary("called on threads of the relay and of the readers")
public final class KafkaBroker implements Broker, DeadLetters, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaBroker.class);

    private static final String REASON = "ares-dead-letter-reason";
    private static final String ORIGIN = "ares-dead-letter-origin";

    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final Supplier<Producer<String, byte[]>> producers;
    private final AtomicReference<@Nullable Producer<String, byte[]>> producer = new AtomicReference<>();

    public KafkaBroker(KafkaSettings settings, KafkaTopics topics) {
        this(settings, topics, () -> new KafkaProducer<>(settings.producer()));
    }

    /** @param producers makes the one to use, and another one when that had to be discarded */
    KafkaBroker(KafkaSettings settings, KafkaTopics topics, Supplier<Producer<String, byte[]>> producers) {
        this.settings = settings;
        this.topics = topics;
        this.producers = producers;
    }

    @Override
    public void send(StoredMessage stored, Consumer<Delivery> settled) {
        try {
            String topic = topics.ensure(stored.message().topic());
            start(record(topic, stored.message()), (metadata, fault) -> settled.accept(delivery(stored, fault)));
        } catch (RuntimeException fault) {
            settled.accept(delivery(stored, fault));
        }
    }

    @Override
    public void park(Subscription of, ReceivedRecord parked, String reason) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topics.ensureDeadLetters(of.deadLetterTopic()), parked.key(), parked.payload());
        parked.headers().forEach((name, value) -> add(letter, name, value));
        add(letter, ORIGIN, parked.position());
        add(letter, REASON, reason);
        Future<?> acknowledged = start(letter, (metadata, fault) -> {});
        try {
            acknowledged.get(settings.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException fault) {
            throw new KafkaException("dead letter: not acknowledged (expected: before its offset is committed)", fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        }
    }

    @Override
    public void close() {
        Producer<String, byte[]> last = producer.getAndSet(null);
        if (last != null) {
            last.close(settings.deliveryTimeout());
        }
    }

    Future<?> start(ProducerRecord<String, byte[]> sent, Callback callback) {
        Producer<String, byte[]> used = open();
        return used.send(sent, (metadata, fault) -> {
            try {
                if (fault != null && !isOfTheRecord(fault) && !(fault instanceof RetriableException)) {
                    discard(used, fault);
                }
            } finally {
                // The client only logs what is thrown here, and nobody would hear of the message.
                callback.onCompletion(metadata, fault);
            }
        });
    }

    private Producer<String, byte[]> open() {
        Producer<String, byte[]> current = producer.get();
        if (current != null) {
            return current;
        }
        Producer<String, byte[]> opened = producers.get();
        if (producer.compareAndSet(null, opened)) {
            return opened;
        }
        opened.close(Duration.ZERO);
        return open();
    }

    /** After some faults an idempotent producer refuses all that follows; a new one begins with a new identity. */
    private void discard(Producer<String, byte[]> failed, Exception fault) {
        if (producer.compareAndSet(failed, null)) {
            log.warn("The producer is replaced after {}", fault.toString());
            failed.close(Duration.ZERO);
        }
    }

    private ProducerRecord<String, byte[]> record(String topic, OutgoingMessage message) {
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(topic, message.key(), message.payload());
        message.headers().forEach((name, value) -> add(sent, name, value));
        add(sent, CloudEvents.SPEC_VERSION, "1.0");
        add(sent, CloudEvents.ID, message.id().toString());
        add(sent, CloudEvents.TYPE, message.type());
        add(sent, CloudEvents.SOURCE, settings.source());
        add(sent, CloudEvents.CONTENT_TYPE, CloudEvents.PROTOBUF);
        return sent;
    }

    private static void add(ProducerRecord<String, byte[]> sent, String name, String value) {
        sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Delivery delivery(StoredMessage message, @Nullable Exception fault) {
        if (fault == null) {
            return new Delivery.Acknowledged(message);
        }
        return isOfTheRecord(fault)
                ? new Delivery.Refused(message, fault.toString())
                : new Delivery.Unknown(message, fault.toString());
    }

    /** A record that shared a batch with a faulty one fails with a plain KafkaException: it is not at fault. */
    static boolean isOfTheRecord(Exception fault) {
        return fault instanceof RecordTooLargeException
                || fault instanceof InvalidRecordException
                || fault instanceof InvalidTopicException
                || fault instanceof SerializationException;
    }
}
