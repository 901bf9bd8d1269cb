package dev.ares.messaging.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import dev.ares.messaging.inflight.InFlightLimit;

/**
 * What arrives in the partitions of a reader, told by where they end and not by what was read: a reader that is too slow
 * would otherwise see no more than it can do. The consumer knows the ends from its fetches; nothing is asked.
 */
final class Arrivals {

    private final InFlightLimit limit;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    Arrivals(InFlightLimit limit) {
        this.limit = limit;
    }

    /** Returns how many records wait that were not taken yet. */
    long measure(Consumer<?, ?> consumer) {
        long arrived = 0;
        long waiting = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isPresent()) {
                long end = consumer.position(partition) + lag.getAsLong();
                Long before = ends.put(partition, end);
                arrived += before == null ? 0 : Math.max(0, end - before);
                waiting += lag.getAsLong();
            }
        }
        limit.arrived(arrived);
        limit.waiting(waiting);
        return waiting;
    }

    /** What comes into a partition while another reads it did not arrive here. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(ends::remove);
    }
}
