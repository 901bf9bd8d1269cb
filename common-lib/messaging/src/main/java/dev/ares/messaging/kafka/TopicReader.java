package dev.ares.messaging.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import dev.ares.messaging.Pace;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.observability.BlockingBoundary;

/**
 * Reads the topic of a subscription: what may be in flight, its transactions, its offsets, the next. Partitions change
 * hands only inside {@code poll}, so never while they are applied. When something fails, or its offsets cannot be
 * committed, because the broker is gone or because this process slept so long that others took its partitions, those
 * partitions go back to where they began: whoever reads them again, the inbox drops what was applied. While it waits it
 * stays in its group, whose patience (five minutes) is longer than a transaction and a back-off together.
 */
@BlockingBoundary("runs on a thread of its own")
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Subscription subscription;
    private final SubscriptionReader reader;
    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final InFlightLimit limit;
    private final Arrivals arrivals;
    private final Harvest harvest;
    private final Lanes lanes;
    private final Pace pace = new Pace(System::nanoTime);
    private @Nullable KafkaConsumer<String, byte[]> consumer;

    TopicReader(
            String name, SubscriptionReader reader, KafkaSettings settings, KafkaTopics topics, InFlightLimit limit) {
        this.subscription = reader.subscription();
        this.reader = reader;
        this.settings = settings;
        this.topics = topics;
        this.limit = limit;
        this.arrivals = new Arrivals(limit);
        this.harvest = new Harvest(arrivals);
        this.lanes = new Lanes(name, reader::read, settings.batchSize(), limit);
    }

    /** One turn; what it throws is to be followed by a back-off. */
    boolean readNext() throws InterruptedException {
        KafkaConsumer<String, byte[]> open = open();
        try {
            harvest.take(open, limit.current(), settings.batchSize(), POLL, pace);
            reader.behind(arrivals.measure(open) + harvest.size());
            if (harvest.isEmpty()) {
                return false;
            }
            pace.begin();
            try {
                apply(open);
            } finally {
                pace.end();
            }
            return true;
        } catch (RuntimeException | Error | InterruptedException fault) {
            harvest.undo(open);
            throw fault;
        }
    }

    /** Commits what could be applied, also when something else could not. */
    private void apply(KafkaConsumer<String, byte[]> open) throws InterruptedException {
        Map<TopicPartition, RuntimeException> faults = lanes.apply(received());
        Set<TopicPartition> applied = new LinkedHashSet<>(harvest.byPartition().keySet());
        applied.removeAll(faults.keySet());
        open.commitSync(harvest.ends(applied));
        harvest.forget(applied);
        for (RuntimeException fault : faults.values()) {
            throw fault;
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        KafkaConsumer<String, byte[]> open = consumer;
        if (open == null) {
            String topic = topics.ensure(subscription.topic());
            topics.ensureDeadLetters(subscription.deadLetterTopic());
            int handful = Math.min(Harvest.HANDFUL, Math.min(settings.batchSize(), limit.current()));
            open = new KafkaConsumer<>(settings.consumer(subscription.reader(), handful));
            open.subscribe(List.of(topic), harvest);
            consumer = open;
        }
        return open;
    }

    private Map<TopicPartition, List<ReceivedRecord>> received() {
        Map<TopicPartition, List<ReceivedRecord>> received = new LinkedHashMap<>();
        harvest.byPartition()
                .forEach((partition, records) -> received.put(
                        partition, records.stream().map(TopicReader::received).toList()));
        return received;
    }

    private static ReceivedRecord received(ConsumerRecord<String, byte[]> one) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : one.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
        }
        String position = one.topic() + "/" + one.partition() + "@" + one.offset();
        String key = one.key() == null ? "" : one.key();
        byte[] payload = one.value() == null ? new byte[0] : one.value();
        return new ReceivedRecord(position, key, headers, payload);
    }

    /** Leaves the group, so that others take over at once. */
    @Override
    public void close() {
        lanes.close();
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        }
    }
}
