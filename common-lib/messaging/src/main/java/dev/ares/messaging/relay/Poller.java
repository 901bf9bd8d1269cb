package dev.ares.messaging.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.observability.BlockingBoundary;

/**
 * Sends what stands in the table and nobody is sending. A batch is held by a transaction while it is sent, and marked in
 * the same: a row is written once. While batches come back full, two are under way, so that one is read or marked
 * while the other is sent.
 */
@BlockingBoundary("the poller's own thread, and one for each batch, which waits for the broker")
final class Poller {

    private static final Logger log = LoggerFactory.getLogger(Poller.class);

    private static final int LANES = 2;

    /** Batches of a lane in one turn, which a stop waits for. */
    private static final int BATCHES = 8;

    /** More than the transactions of a turn may take; each ends by itself. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    private final MessageTable table;
    private final Broker broker;
    private final RelaySettings settings;
    private final Gate gate;
    private final Settlements settlements;
    private final Consumer<Delivery> late;
    private int lanes = 1;
    private volatile boolean finishing;

    /** @param late told what becomes of a message that was still under way when its hold ended, and is leased since */
    Poller(
            MessageTable table,
            Broker broker,
            RelaySettings settings,
            Gate gate,
            Settlements settlements,
            Consumer<Delivery> late) {
        this.table = table;
        this.broker = broker;
        this.settings = settings;
        this.gate = gate;
        this.settlements = settlements;
        this.late = late;
    }

    /** A turn of a worker: sends what there is, or waits for the poll interval. */
    boolean poll() throws InterruptedException {
        int now = lanes;
        lanes = 1;
        boolean more = gate.isOpen() && sendBatches(now);
        lanes = more ? LANES : 1;
        if (!more) {
            Thread.sleep(settings.pollInterval().toMillis());
        }
        return true;
    }

    /** No further message is begun; what is held is still written down. */
    void finish() {
        finishing = true;
    }

    /** A lane that fails does not leave the other one behind. */
    private boolean sendBatches(int now) {
        return Boolean.TRUE.equals(Flux.range(0, now)
                .flatMapDelayError(
                        lane -> batch().repeat(BATCHES - 1).takeUntil(full -> !full || finishing || !gate.isOpen()),
                        LANES,
                        1)
                .reduce(Boolean::logicalAnd)
                .block(LONGEST_TURN));
    }

    /** Whether it was a full one, and all of it is through: else there is nothing more, or a moment is to be waited. */
    private Mono<Boolean> batch() {
        return Mono.defer(() -> {
            var known = new AtomicReference<List<Delivery>>(List.of());
            return table.hold(settings.batchSize(), held -> sendAndWriteDown(held, known))
                    .doOnError(rolledBack -> remember(known.get()))
                    .map(held -> held == settings.batchSize() && known.get().size() == held);
        });
    }

    /** That the broker has them is true whatever became of the hold: they need not be sent again for it. */
    private void remember(List<Delivery> known) {
        known.stream().filter(Delivery.Acknowledged.class::isInstance).forEach(late);
    }

    private Mono<Void> sendAndWriteDown(List<StoredMessage> held, AtomicReference<List<Delivery>> known) {
        return Mono.fromCallable(() -> send(held))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(outcome -> known.set(outcome.settled()))
                .flatMap(outcome -> settlements
                        .write(outcome.settled())
                        .then(outcome.underWay().isEmpty() ? Mono.empty() : table.lease(outcome.underWay())));
    }

    private Sending.Outcome send(List<StoredMessage> held) throws InterruptedException {
        if (!held.get(0).leasedFor(Duration.ZERO)) {
            log.warn("{} messages took too long to read, and are read again", held.size());
        }
        var sending = new Sending(late);
        for (StoredMessage message : held) {
            if (finishing || !gate.isOpen() || !message.leasedFor(Duration.ZERO)) {
                break;
            }
            sending.started(message);
            broker.send(message, delivery -> {
                gate.heard(delivery);
                sending.settle(delivery);
            });
        }
        return sending.await(held.get(0).leaseEnds());
    }
}
