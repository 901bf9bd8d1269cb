package dev.ares.messaging.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.Workers;
import dev.ares.observability.BlockingBoundary;

/**
 * Sends what the local message table holds. Three threads: one sends what was handed over in memory, one writes down in
 * batches what became of it, and one sends from the table what nobody is sending, because a process died, a lease ran
 * out, or the queue was full.
 *
 * <pre>commit -> offer -> [queue] -> send -> [settled] -> mark processed
 *                                                     \-> or release, or count an attempt
 *             table -> hold -> send -> mark processed, or as above -> commit</pre>
 *
 * A message is sent again when it is not known that it was sent; never passed over; and given up only when it is itself
 * at fault. While the broker fails, nothing is taken from the table and the back-off grows to 5 s.
 *
 * <p>Marks wait a moment for others to come: a message whose process dies within it is sent again, as after any crash
 * between the send and the mark, and the database has a transaction for a batch instead of one for each message.
 */
@BlockingBoundary("threads of its own, which wait for the broker and for the table")
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(20);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);
    private static final int LARGEST_MARK = 1000;
    private static final Duration MARK_CHECK = Duration.ofMillis(20);

    private final MessageTable table;
    private final Broker broker;
    private final RelaySettings settings;
    private final BlockingQueue<StoredMessage> queue;
    private final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
    private final Semaphore inFlight;
    private final Gate gate = new Gate();
    private final Workers workers = new Workers();
    private final Settlements settlements;
    private final Poller poller;
    private volatile boolean stopping;

    /** @param handedOver whether it counts as in flight; what the poller began to send does not */
    private record Settled(Delivery delivery, boolean handedOver) {}

    public OutboxRelay(MessageTable table, Broker broker, RelaySettings settings, MessageMetrics metrics) {
        this.table = table;
        this.broker = new AnsweringBroker(broker);
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
        this.inFlight = new Semaphore(settings.maxInFlight());
        this.settlements = new Settlements(table, gate, metrics);
        this.poller = new Poller(
                table, this.broker, settings, gate, settlements, late -> settled.add(new Settled(late, false)));
    }

    public void start() {
        workers.start("outbox-sender", this::sendNext);
        workers.start("outbox-marker", this::settleNext);
        workers.start("outbox-poller", poller::poll);
    }

    /**
     * Stops to send, waits for what is under way, and gives back what is not, so that another process need not wait for
     * the leases.
     */
    public void stop(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        stopping = true;
        poller.finish();
        workers.stop("outbox-poller", patience);
        workers.stop("outbox-sender", patience);
        long left = Math.max(end - System.nanoTime(), LAST_ANSWERS.toNanos());
        boolean drained = inFlight.tryAcquire(settings.maxInFlight(), left, TimeUnit.NANOSECONDS);
        workers.stop("outbox-marker", patience);
        writeDownTheRest();
        List<StoredMessage> unsent = new ArrayList<>();
        queue.drainTo(unsent);
        if (!unsent.isEmpty()) {
            table.release(unsent, Duration.ZERO).block(LONGEST_STATEMENT);
        }
        log.info("Outbox relay stopped: {}, {} given back", drained ? "all settled" : "some unsettled", unsent.size());
    }

    /** Of what the poller began and the marker did not come to; what fails now is sent again when its lease is over. */
    private void writeDownTheRest() {
        List<Settled> rest = new ArrayList<>();
        settled.drainTo(rest);
        if (!rest.isEmpty()) {
            settlements.write(rest.stream().map(Settled::delivery).toList()).block(LONGEST_STATEMENT);
        }
    }

    /** Hands over messages whose transaction has committed. What does not fit is left to the poller. Never blocks. */
    public void offer(List<StoredMessage> committed) {
        for (StoredMessage message : committed) {
            if (!queue.offer(message)) {
                return;
            }
        }
    }

    private boolean sendNext() throws InterruptedException {
        if (!gate.isOpen()) {
            Thread.sleep(Math.min(TICK.toMillis(), gate.remaining().toMillis() + 1));
            return false;
        }
        if (!inFlight.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        StoredMessage message = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null || !message.leasedFor(settings.sendTimeout())) {
            inFlight.release();
            return false;
        }
        broker.send(message, delivery -> {
            gate.heard(delivery);
            settled.add(new Settled(delivery, true));
        });
        return true;
    }

    private boolean settleNext() throws InterruptedException {
        Settled first = settled.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return false;
        }
        List<Settled> batch = new ArrayList<>(List.of(first));
        try {
            awaitMore();
        } catch (InterruptedException stopped) {
            settled.add(first);
            throw stopped;
        }
        settled.drainTo(batch, LARGEST_MARK - 1);
        try {
            settlements.write(batch.stream().map(Settled::delivery).toList()).block(LONGEST_STATEMENT);
        } catch (RuntimeException tableFailed) {
            settled.addAll(batch);
            throw tableFailed;
        }
        inFlight.release((int) batch.stream().filter(Settled::handedOver).count());
        return true;
    }

    private void awaitMore() throws InterruptedException {
        long end = System.nanoTime() + settings.markDelay().toNanos();
        // With fewer permits than a mark holds, waiting for a full one would be waiting for nothing.
        int enough = Math.min(LARGEST_MARK, Math.max(1, settings.maxInFlight() / 2));
        while (!stopping && settled.size() < enough && System.nanoTime() < end) {
            Thread.sleep(MARK_CHECK.toMillis());
        }
    }
}
