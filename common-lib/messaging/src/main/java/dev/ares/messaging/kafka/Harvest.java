package dev.ares.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import dev.ares.messaging.Pace;

/**
 * What is read of a topic for one turn, by partition. A partition that has given its share pauses until the others had
 * their say; what is not taken stays with the consumer, which stops fetching, and not in a queue. A partition that moves
 * to another reader while this one is still taking is left to that one.
 */
final class Harvest implements ConsumerRebalanceListener {

    /** Records that one {@code poll} yields at most: as far as a turn may go beyond its limit. */
    static final int HANDFUL = 50;

    private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> taken = new LinkedHashMap<>();
    private final Arrivals arrivals;
    private int records;

    Harvest(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /**
     * Takes what is there, up to a limit, and waits for the first record; for more of them while the pace says so and there
     * are less than a transaction's worth.
     *
     * @param share of one partition, at most, and as much as one transaction takes
     */
    void take(Consumer<String, byte[]> consumer, int limit, int share, Duration patience, Pace pace) {
        taken.clear();
        records = 0;
        Duration wait = patience;
        try {
            while (records < limit && add(consumer.poll(wait))) {
                consumer.pause(partitionsWith(share));
                wait = records < share ? pace.left() : Duration.ZERO;
            }
        } finally {
            consumer.resume(consumer.paused());
        }
    }

    /** Returns whether there was anything. */
    private boolean add(ConsumerRecords<String, byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            taken.computeIfAbsent(partition, first -> new ArrayList<>()).addAll(polled.records(partition));
        }
        records += polled.count();
        return !polled.isEmpty();
    }

    private List<TopicPartition> partitionsWith(int share) {
        return taken.keySet().stream()
                .filter(partition -> taken.getOrDefault(partition, List.of()).size() >= share)
                .toList();
    }

    int size() {
        return records;
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }

    Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition() {
        return taken;
    }

    /** What is committed when these partitions were applied. */
    Map<TopicPartition, OffsetAndMetadata> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> ends = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            List<ConsumerRecord<String, byte[]>> of = taken.getOrDefault(partition, List.of());
            ends.put(partition, new OffsetAndMetadata(of.get(of.size() - 1).offset() + 1));
        }
        return ends;
    }

    /** Goes back to where the harvest began, but for what was applied and what is no longer ours. */
    void undo(Consumer<String, byte[]> consumer) {
        taken.forEach((partition, records) -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, records.get(0).offset());
            }
        });
    }

    /** These were applied. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(taken::remove);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        forget(partitions);
        arrivals.forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
}
