package dev.ares.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ares.messaging.Pace;
import dev.ares.messaging.inflight.InFlightBounds;
import dev.ares.messaging.inflight.InFlightLimit;

import static org.assertj.core.api.Assertions.assertThat;

class HarvestTest {

    private static final TopicPartition ONE = new TopicPartition("notes", 1);
    private static final TopicPartition TWO = new TopicPartition("notes", 2);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private long now;
    private final InFlightLimit limit = new InFlightLimit(() -> new InFlightBounds(1, 1000), () -> now);
    private final Arrivals arrivals = new Arrivals(limit);
    private final Pace pace = new Pace(() -> now);
    private final Harvest harvest = new Harvest(arrivals);
    private final List<Duration> waits = new ArrayList<>();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration wait) {
            waits.add(wait);
            return super.poll(wait);
        }
    };

    @BeforeEach
    void subscribe() {
        consumer.subscribe(List.of("notes"), harvest);
        consumer.rebalance(List.of(ONE, TWO));
        consumer.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
        consumer.updateEndOffsets(Map.of(ONE, 0L, TWO, 0L));
        consumer.setMaxPollRecords(5);
    }

    @Test
    void takesAsManyAsMayBeInFlightAndLeavesTheRest() {
        arrive(ONE, 100);

        take(20, 100);
        assertThat(offsets(ONE)).hasSize(20).startsWith(0L).endsWith(19L);
        take(20, 100);
        assertThat(offsets(ONE)).startsWith(20L).endsWith(39L);
    }

    @Test
    void aPartitionThatGaveItsSharePausesForTheOthers() {
        arrive(ONE, 100);
        arrive(TWO, 100);

        take(40, 20);

        assertThat(offsets(ONE)).hasSize(20);
        assertThat(offsets(TWO)).hasSize(20);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void waitsForMoreForAsLongAsTheLastTurnTook() {
        turnsTook(Duration.ofMillis(20));
        arrive(ONE, 1);
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> arrive(TWO, 3));

        take(40, 20);

        assertThat(harvest.size()).isEqualTo(4);
        assertThat(waits).containsExactly(PATIENCE, Duration.ofMillis(20), Duration.ofMillis(20));
    }

    @Test
    void butNotForMoreThanATransactionTakes() {
        turnsTook(Duration.ofMillis(20));
        arrive(ONE, 10);

        take(40, 5);

        assertThat(waits).containsExactly(PATIENCE, Duration.ZERO);
    }

    @Test
    void commitsBehindTheLastOfEach() {
        arrive(ONE, 7);
        arrive(TWO, 3);

        take(40, 20);

        assertThat(harvest.ends(Set.of(ONE, TWO)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(ONE, new OffsetAndMetadata(7), TWO, new OffsetAndMetadata(3)));
    }

    @Test
    void goesBackToWhatWasNotApplied() {
        arrive(ONE, 7);
        arrive(TWO, 3);
        take(40, 20);

        harvest.forget(Set.of(ONE));
        harvest.undo(consumer);

        assertThat(consumer.position(ONE)).isEqualTo(7);
        assertThat(consumer.position(TWO)).isZero();
    }

    @Test
    void whatMovesToAnotherReaderIsLeftToIt() {
        arrive(ONE, 3);
        arrive(TWO, 3);
        take(40, 20);

        consumer.rebalance(List.of(TWO));

        assertThat(harvest.byPartition()).doesNotContainKey(ONE);
        harvest.undo(consumer);
    }

    @Test
    void arrivalsAreToldByTheEndsAndNotByWhatWasRead() {
        arrivals.measure(consumer);
        arrive(ONE, 1000);
        take(10, 100);
        arrivals.measure(consumer);
        limit.started(10);
        limit.answered(10, Duration.ofMillis(100));
        now += Duration.ofSeconds(2).toNanos() - 1;

        // 1000 in two seconds, and 990 to be done in as many, each a tenth of a second.
        assertThat(limit.current()).isBetween(99, 101);
    }

    private void turnsTook(Duration time) {
        for (int turn = 0; turn < 2; turn++) {
            pace.begin();
            now += time.toNanos();
            pace.end();
        }
    }

    private void arrive(TopicPartition partition, int count) {
        for (long offset = 0; offset < count; offset++) {
            consumer.addRecord(new ConsumerRecord<>("notes", partition.partition(), offset, "key", new byte[0]));
        }
        consumer.updateEndOffsets(Map.of(partition, (long) count));
    }

    private void take(int limit, int share) {
        harvest.take(consumer, limit, share, PATIENCE, pace);
    }

    private List<Long> offsets(TopicPartition partition) {
        return harvest.byPartition().getOrDefault(partition, List.of()).stream()
                .map(ConsumerRecord::offset)
                .toList();
    }
}
