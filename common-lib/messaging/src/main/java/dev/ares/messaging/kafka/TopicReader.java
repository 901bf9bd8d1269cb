package dev.ares.messaging.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import dev.ares.messaging.ReceivedRecord;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.SubscriptionReader;
import dev.ares.observability.BlockingBoundary;

/**
 * Reads the topic of a subscription: a batch, its transaction, its offsets, the next batch. Partitions change hands
 * only inside {@code poll}, so never in the middle of a batch. When a batch fails, or its offsets cannot be committed,
 * because the broker is gone or because this process slept so long that others took its partitions, it goes back to
 * where the batch began: whoever reads it again, the inbox drops what was applied. While it waits it stays in its
 * group, whose patience (five minutes) is longer than a transaction and a back-off together.
 */
@BlockingBoundary("runs on a thread of its own")
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final SubscriptionReader reader;
    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private @Nullable KafkaConsumer<String, byte[]> consumer;

    TopicReader(SubscriptionReader reader, KafkaSettings settings, KafkaTopics topics) {
        this.reader = reader;
        this.settings = settings;
        this.topics = topics;
    }

    /** One turn; what it throws is to be followed by a back-off. */
    boolean readNext() {
        KafkaConsumer<String, byte[]> open = open();
        ConsumerRecords<String, byte[]> records = open.poll(POLL);
        if (records.isEmpty()) {
            return false;
        }
        try {
            reader.read(received(records));
            open.commitSync();
            return true;
        } catch (RuntimeException | Error fault) {
            rewind(open, records);
            throw fault;
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        KafkaConsumer<String, byte[]> open = consumer;
        if (open == null) {
            Subscription subscription = reader.subscription();
            String topic = topics.ensure(subscription.topic());
            topics.ensureDeadLetters(subscription.deadLetterTopic());
            open = new KafkaConsumer<>(settings.consumer(subscription.reader()));
            open.subscribe(List.of(topic));
            consumer = open;
        }
        return open;
    }

    private static void rewind(KafkaConsumer<String, byte[]> open, ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            if (open.assignment().contains(partition)) {
                open.seek(partition, records.records(partition).get(0).offset());
            }
        }
    }

    private static List<ReceivedRecord> received(ConsumerRecords<String, byte[]> records) {
        List<ReceivedRecord> received = new ArrayList<>(records.count());
        records.forEach(one -> received.add(received(one)));
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
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        }
    }
}
