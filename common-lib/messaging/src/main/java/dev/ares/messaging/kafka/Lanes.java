package dev.ares.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.apache.kafka.common.TopicPartition;

import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.observability.BlockingBoundary;

/**
 * Applies what was read at once: one transaction as long as it is not too much for one, otherwise several side by side.
 * A partition, and so a key, is on one lane only, in its order. What fits into one transaction never takes two: records
 * are cheap together, connections are not.
 */
@BlockingBoundary("the reader's own thread waits for the lanes beside it")
final class Lanes implements AutoCloseable {

    private final Consumer<List<ReceivedRecord>> apply;
    private final int batchSize;
    private final InFlightLimit limit;
    private final ExecutorService threads;

    /** @param apply in one transaction, all or none; what it throws ends its lane */
    Lanes(String name, Consumer<List<ReceivedRecord>> apply, int batchSize, InFlightLimit limit) {
        this.apply = apply;
        this.batchSize = batchSize;
        this.limit = limit;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name + "-lane");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns the partitions that could not be applied to their end, each with the fault. */
    Map<TopicPartition, RuntimeException> apply(Map<TopicPartition, List<ReceivedRecord>> records)
            throws InterruptedException {
        List<Lane> lanes = distribute(records);
        List<Future<?>> beside = new ArrayList<>();
        lanes.forEach(lane -> limit.started(lane.records.size()));
        for (Lane lane : lanes.subList(1, lanes.size())) {
            beside.add(threads.submit(() -> run(lane)));
        }
        run(lanes.get(0));
        try {
            for (Future<?> lane : beside) {
                lane.get();
            }
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            beside.forEach(lane -> lane.cancel(true));
        }
        Map<TopicPartition, RuntimeException> faults = new LinkedHashMap<>();
        lanes.forEach(lane -> faults.putAll(lane.faults));
        return faults;
    }

    /** The longest first, each to the lane that has least. */
    private List<Lane> distribute(Map<TopicPartition, List<ReceivedRecord>> records) {
        int all = records.values().stream().mapToInt(List::size).sum();
        int needed = Math.min(records.size(), (all + batchSize - 1) / batchSize);
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < needed; i++) {
            lanes.add(new Lane());
        }
        records.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .forEach(entry -> lanes.stream()
                        .min(Comparator.comparingInt(lane -> lane.records.size()))
                        .orElseThrow()
                        .add(entry.getKey(), entry.getValue()));
        return lanes;
    }

    private void run(Lane lane) {
        int done = 0;
        try {
            while (done < lane.records.size()) {
                int end = Math.min(done + batchSize, lane.records.size());
                long begun = System.nanoTime();
                apply.accept(lane.records.subList(done, end));
                limit.answered(end - done, Duration.ofNanos(System.nanoTime() - begun));
                done = end;
            }
        } catch (RuntimeException fault) {
            fail(lane, done, fault);
        } catch (Error fault) {
            fail(lane, done, new IllegalStateException(fault));
        }
    }

    private void fail(Lane lane, int done, RuntimeException fault) {
        limit.failed(lane.records.size() - done);
        lane.partitions.forEach(partition -> lane.faults.put(partition, fault));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class Lane {

        private final List<TopicPartition> partitions = new ArrayList<>();
        private final List<ReceivedRecord> records = new ArrayList<>();
        private final Map<TopicPartition, RuntimeException> faults = new LinkedHashMap<>();

        void add(TopicPartition partition, List<ReceivedRecord> more) {
            partitions.add(partition);
            records.addAll(more);
        }
    }
}
