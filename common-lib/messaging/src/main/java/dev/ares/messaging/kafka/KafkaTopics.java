package dev.ares.messaging.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import dev.ares.observability.BlockingBoundary;

/**
 * Creates topics that are not there yet. Whoever needs a topic first creates it, reader or writer, so that services may
 * start in any order; a topic that exists is left as it is.
 */
@BlockingBoundary("called on threads of the relay and of the readers")
public final class KafkaTopics {

    private final KafkaSettings settings;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public KafkaTopics(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Creates the topic when it is not there; returns its name on the broker. */
    String ensure(String topic) {
        return ensure(topic, Map.of());
    }

    /** Its records stay until somebody looks at them, and may be as large as a record with a reason. */
    String ensureDeadLetters(String topic) {
        return ensure(
                topic,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(KafkaSettings.LARGEST_REQUEST)));
    }

    /**
     * Acknowledged means: by all replicas but one. With the broker's own default, 1, a leader that is alone in sync says so
     * too, and what it said is gone with its disk.
     */
    static NewTopic created(String topic, int partitions, short replication, Map<String, String> configuration) {
        var all = new HashMap<>(configuration);
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replication - 1)));
        return new NewTopic(topic, partitions, replication).configs(all);
    }

    private String ensure(String name, Map<String, String> configuration) {
        String topic = settings.onBroker(name);
        if (!known.contains(topic)) {
            createUnlessThere(topic, configuration);
            known.add(topic);
        }
        return topic;
    }

    private void createUnlessThere(String topic, Map<String, String> configuration) {
        NewTopic created = created(topic, settings.partitions(), settings.replication(), configuration);
        try (Admin admin = Admin.create(settings.admin())) {
            if (!admin.listTopics().names().get().contains(topic)) {
                admin.createTopics(Set.of(created)).all().get();
            }
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed.getCause() instanceof KafkaException fault ? fault : new KafkaException(failed);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        }
    }
}
