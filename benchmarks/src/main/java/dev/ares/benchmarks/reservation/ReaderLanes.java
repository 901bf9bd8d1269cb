package dev.ares.benchmarks.reservation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.messaging.reader.SubscriptionReader;

/**
 * The service's own reader of {@code ReserveStock}, from the record on, with a queue in memory in place of Kafka. A lane is
 * a thread: it takes what waits, up to the size of a batch, and applies it in one transaction.
 */
final class ReaderLanes implements Reserver {

    private static final String TYPE = ReserveStock.getDescriptor().getFullName();

    private final BlockingQueue<Waiting> line = new LinkedBlockingQueue<>();
    private final List<Thread> lanes = new ArrayList<>();
    private final SubscriptionReader reader;
    private final int batch;
    private volatile boolean closed;

    private record Waiting(ReceivedRecord record, CompletableFuture<Void> applied) {}

    /** @param batch records that one transaction takes, at most */
    ReaderLanes(SubscriptionReader reader, int lanes, int batch) {
        this.reader = reader;
        this.batch = batch;
        for (int i = 0; i < lanes; i++) {
            Thread lane = new Thread(this::apply, "lane-" + i);
            lane.setDaemon(true);
            lane.start();
            this.lanes.add(lane);
        }
    }

    @Override
    public CompletableFuture<?> reserve(Reserve order) {
        var waiting = new Waiting(record(order), new CompletableFuture<>());
        line.add(waiting);
        return waiting.applied();
    }

    private static ReceivedRecord record(Reserve order) {
        String id = order.orderId().toString();
        ReserveStock.Builder message = ReserveStock.newBuilder().setOrderId(id);
        order.lines()
                .forEach(line -> message.addLines(
                        ReservationLine.newBuilder().setSku(line.sku().value()).setQuantity(line.quantity())));
        Map<String, String> headers =
                Map.of(CloudEvents.TYPE, TYPE, CloudEvents.ID, UUID.randomUUID().toString());
        return new ReceivedRecord("memory", id, headers, message.build().toByteArray());
    }

    private void apply() {
        List<Waiting> taken = new ArrayList<>();
        try {
            while (!closed) {
                Waiting first = line.poll(50, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                    line.drainTo(taken, batch - 1);
                    apply(taken);
                    taken.clear();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(List<Waiting> taken) {
        try {
            reader.read(taken.stream().map(Waiting::record).toList());
            taken.forEach(waiting -> waiting.applied().complete(null));
        } catch (RuntimeException fault) {
            taken.forEach(waiting -> waiting.applied().completeExceptionally(fault));
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (Thread lane : lanes) {
            lane.join();
        }
    }
}
