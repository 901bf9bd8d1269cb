package dev.ares.messaging;

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

import dev.ares.observability.BlockingBoundary;

/**
 * Sends what the local message table holds. Three threads: one sends what was handed over in memory, one writes down in
 * batches what became of it, and one takes from the table what nobody is sending, because a process died, a lease ran
 * out, or the queue was full.
 *
 * <pre>commit -> offer -> [queue] -> send -> [settled] -> mark processed
 *              table -> poll --^                       \-> or release, or count an attempt</pre>
 *
 * A message is sent again when it is not known that it was sent; never passed over; and given up only when it is itself
 * at fault. While the broker fails, nothing is taken from the table and the back-off grows to 5 s.
 */
@BlockingBoundary("threads of its own, which wait for the broker and for the table")
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(20);
    private static final int LARGEST_MARK = 1000;

    private final MessageTable table;
    private final Broker broker;
    private final RelaySettings settings;
    private final MessageMetrics metrics;
    private final BlockingQueue<StoredMessage> queue;
    private final BlockingQueue<Delivery> settled = new LinkedBlockingQueue<>();
    private final Semaphore inFlight;
    private final Gate gate = new Gate();
    private final Workers workers = new Workers();

    public OutboxRelay(MessageTable table, Broker broker, RelaySettings settings, MessageMetrics metrics) {
        this.table = table;
        this.broker = broker;
        this.settings = settings;
        this.metrics = metrics;
        this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
        this.inFlight = new Semaphore(settings.maxInFlight());
    }

    public void start() {
        workers.start("outbox-sender", this::sendNext);
        workers.start("outbox-marker", this::settleNext);
        workers.start("outbox-poller", this::poll);
    }

    /**
     * Stops to send, waits for what is under way, and gives back what is not, so that another process need not wait for
     * the leases.
     */
    public void stop(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        workers.stop("outbox-poller", patience);
        workers.stop("outbox-sender", patience);
        boolean drained = inFlight.tryAcquire(settings.maxInFlight(), end - System.nanoTime(), TimeUnit.NANOSECONDS);
        workers.stop("outbox-marker", patience);
        List<StoredMessage> unsent = new ArrayList<>();
        queue.drainTo(unsent);
        if (!unsent.isEmpty()) {
            table.release(unsent, Duration.ZERO).block(LONGEST_STATEMENT);
        }
        log.info("Outbox relay stopped: {}, {} given back", drained ? "all settled" : "some unsettled", unsent.size());
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
        broker.send(message, this::settle);
        return true;
    }

    private void settle(Delivery delivery) {
        if (delivery instanceof Delivery.Unknown) {
            gate.failed();
        } else if (delivery instanceof Delivery.Acknowledged) {
            gate.succeeded();
        }
        settled.add(delivery);
    }

    private boolean settleNext() throws InterruptedException {
        Delivery first = settled.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return false;
        }
        List<Delivery> batch = new ArrayList<>(List.of(first));
        settled.drainTo(batch, LARGEST_MARK - 1);
        try {
            writeDown(batch);
        } catch (RuntimeException tableFailed) {
            settled.addAll(batch);
            throw tableFailed;
        }
        inFlight.release(batch.size());
        return true;
    }

    private void writeDown(List<Delivery> batch) {
        List<StoredMessage> sent = messagesOf(batch, Delivery.Acknowledged.class);
        List<StoredMessage> unknown = messagesOf(batch, Delivery.Unknown.class);
        List<Delivery.Refused> refused = only(batch, Delivery.Refused.class);
        if (!sent.isEmpty()) {
            table.markProcessed(sent).block(LONGEST_STATEMENT);
            metrics.sent(sent.size());
        }
        if (!unknown.isEmpty()) {
            log.warn("{} messages not acknowledged, to be sent again: {}", unknown.size(), reasonIn(batch));
            table.release(unknown, gate.remaining()).block(LONGEST_STATEMENT);
        }
        if (!refused.isEmpty()) {
            refused.forEach(one -> log.error(
                    "Message {} was refused: {}", one.message().message().id(), one.reason()));
            Long parked = table.refuse(refused).block(LONGEST_STATEMENT);
            metrics.refused(parked == null ? 0 : parked);
        }
    }

    private boolean poll() throws InterruptedException {
        if (!gate.isOpen()) {
            Thread.sleep(settings.pollInterval().toMillis());
            return false;
        }
        int limit = Math.min(settings.batchSize(), queue.remainingCapacity());
        if (limit == 0 || queue.size() >= settings.batchSize()) {
            Thread.sleep(10); // enough to do: what is taken now would only wait while its lease runs
            return false;
        }
        if (claim(limit) < limit) {
            Thread.sleep(settings.pollInterval().toMillis());
        }
        return true;
    }

    private int claim(int limit) {
        List<StoredMessage> found = table.claim(limit).block(LONGEST_STATEMENT);
        if (found == null) {
            return 0;
        }
        offer(found);
        return found.size();
    }

    private static <D extends Delivery> List<D> only(List<Delivery> batch, Class<D> kind) {
        return batch.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<StoredMessage> messagesOf(List<Delivery> batch, Class<? extends Delivery> kind) {
        return only(batch, kind).stream().map(Delivery::message).toList();
    }

    private static String reasonIn(List<Delivery> batch) {
        return only(batch, Delivery.Unknown.class).get(0).reason();
    }
}
