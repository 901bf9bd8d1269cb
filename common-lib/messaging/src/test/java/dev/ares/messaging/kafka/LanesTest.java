package dev.ares.messaging.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.reader.ReceivedRecord;

import static org.assertj.core.api.Assertions.assertThat;

class LanesTest {

    private final ConcurrentLinkedQueue<List<String>> applied = new ConcurrentLinkedQueue<>();
    private final InFlightLimit limit = InFlightLimit.fixed(100);

    @Test
    void whatFitsIntoOneTransactionTakesNoSecond() throws Exception {
        assertThat(apply(this::note, partitions(3, 3, 4))).isEmpty();

        assertThat(applied).singleElement().satisfies(all -> assertThat(all).hasSize(10));
    }

    @Test
    void whatDoesNotIsAppliedSideBySide() throws Exception {
        var together = new CyclicBarrier(3);

        apply(
                records -> {
                    note(records);
                    meet(together);
                },
                partitions(10, 8, 2, 10));

        assertThat(applied).extracting(List::size).containsExactlyInAnyOrder(10, 10, 10);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void aPartitionIsOnOneLaneInItsOrder() throws Exception {
        apply(this::note, partitions(25, 12));

        assertThat(applied.stream().flatMap(List::stream).filter(name -> name.startsWith("0-")))
                .containsExactlyElementsOf(names(0, 25));
        assertThat(applied.stream().flatMap(List::stream).filter(name -> name.startsWith("1-")))
                .containsExactlyElementsOf(names(1, 12));
        assertThat(applied).allSatisfy(transaction -> assertThat(transaction).hasSizeLessThanOrEqualTo(10));
    }

    @Test
    void aLaneThatFailsHoldsNoOtherUp() throws Exception {
        var fault = new IllegalStateException("broken");

        Map<TopicPartition, RuntimeException> faults = apply(
                records -> {
                    if (records.get(0).position().startsWith("1-")) {
                        throw fault;
                    }
                    note(records);
                },
                partitions(10, 20));

        assertThat(faults).containsExactly(Map.entry(new TopicPartition("notes", 1), fault));
        assertThat(applied).containsExactly(names(0, 10));
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void anErrorIsAFaultToo() throws Exception {
        Map<TopicPartition, RuntimeException> faults = apply(
                records -> {
                    throw new AssertionError("broken");
                },
                partitions(10, 10));

        assertThat(faults.values()).hasSize(2).allSatisfy(fault -> assertThat(fault)
                .hasRootCauseInstanceOf(AssertionError.class));
    }

    private Map<TopicPartition, RuntimeException> apply(
            Consumer<List<ReceivedRecord>> apply, Map<TopicPartition, List<ReceivedRecord>> records)
            throws InterruptedException {
        try (var lanes = new Lanes("test", apply, 10, limit)) {
            return lanes.apply(records);
        }
    }

    private void note(List<ReceivedRecord> records) {
        applied.add(
                new ArrayList<>(records.stream().map(ReceivedRecord::position).toList()));
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException(alone);
        }
    }

    private static Map<TopicPartition, List<ReceivedRecord>> partitions(int... sizes) {
        Map<TopicPartition, List<ReceivedRecord>> partitions = new LinkedHashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            partitions.put(
                    new TopicPartition("notes", i),
                    names(i, sizes[i]).stream()
                            .map(name -> new ReceivedRecord(name, "key", Map.of(), new byte[0]))
                            .toList());
        }
        return partitions;
    }

    private static List<String> names(int partition, int size) {
        return IntStream.range(0, size).mapToObj(i -> partition + "-" + i).toList();
    }
}
