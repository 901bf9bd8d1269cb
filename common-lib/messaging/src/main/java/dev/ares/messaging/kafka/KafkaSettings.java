package dev.ares.messaging.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How the Kafka clients work; each is described at {@code ares.messaging.*}.
 *
 * @param properties further properties of all clients, for example of security; they win over what is set here
 */
public record KafkaSettings(
        String bootstrapServers,
        String source,
        String namespace,
        Duration deliveryTimeout,
        Duration maxBlock,
        Duration sessionTimeout,
        int batchSize,
        int partitions,
        short replication,
        Map<String, String> properties) {

    /** Twice the broker's default limit: a dead letter is its record and a reason, and must fit where the record did. */
    static final int LARGEST_REQUEST = 2 * 1024 * 1024;

    /** Services run in small heaps: the clients' own limits (32 MiB to send, 50 MiB to read) would not fit. */
    private static final int LARGEST_BUFFER = 8 * 1024 * 1024;

    /** Of one partition. At the client's own 16 KiB thirty messages of a backlog would fill it. */
    private static final int LARGEST_BATCH = 64 * 1024;

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /** The longest that a send may take until it is settled. */
    public Duration sendTimeout() {
        return maxBlock.plus(deliveryTimeout);
    }

    /** The name of a topic or of a consumer group on the broker. */
    String onBroker(String name) {
        return namespace.isEmpty() ? name : namespace + "." + name;
    }

    Map<String, Object> admin() {
        String timeout = Long.toString(maxBlock.toMillis());
        return with(Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeout,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout));
    }

    /** Sends at once: while a request is under way, the next batch forms by itself. */
    Map<String, Object> producer() {
        long requestTimeout = Math.min(5000, deliveryTimeout.toMillis());
        Map<String, Object> own = new HashMap<>();
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        own.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        own.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(LARGEST_BATCH));
        own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(LARGEST_BUFFER));
        own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(deliveryTimeout.toMillis()));
        own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(requestTimeout));
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(maxBlock.toMillis()));
        own.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST));
        own.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        own.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return with(own);
    }

    /** @param handful records that one {@code poll} yields at most */
    Map<String, Object> consumer(String group, int handful) {
        Map<String, Object> own = new HashMap<>();
        own.put(ConsumerConfig.GROUP_ID_CONFIG, onBroker(group));
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(handful));
        own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(LARGEST_BUFFER));
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(sessionTimeout.toMillis()));
        own.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Long.toString(sessionTimeout.toMillis() / 4));
        own.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        own.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return with(own);
    }

    private Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(own);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.putAll(properties);
        return all;
    }
}
