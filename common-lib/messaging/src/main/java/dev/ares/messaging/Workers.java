package dev.ares.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.observability.BlockingBoundary;

/**
 * Named threads, each of which does the same turn again and again until it is stopped. A turn that fails is logged and
 * followed by a back-off that the next turn that works resets; nothing but a stop ends a worker.
 */
@BlockingBoundary("owns its threads")
public final class Workers {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    /** One turn; short enough (a second or so while idle) that a stop need not interrupt it. */
    @FunctionalInterface
    public interface Turn {
        /** Returns whether there was anything to do and it was done. */
        boolean take() throws InterruptedException;
    }

    private final Map<String, Worker> workers = new ConcurrentHashMap<>();

    public void start(String name, Turn turn) {
        start(name, turn, () -> {});
    }

    /** @param atEnd called on the worker's own thread after its last turn */
    public void start(String name, Turn turn, Runnable atEnd) {
        Worker worker = new Worker(name, turn, atEnd);
        if (workers.putIfAbsent(name, worker) != null) {
            throw new IllegalStateException("worker: " + name + " (expected: one of this name)");
        }
        worker.start();
    }

    /** Tells the worker that this turn is its last, and does not wait. */
    public void finish(String name) {
        Worker worker = workers.get(name);
        if (worker != null) {
            worker.running = false;
        }
    }

    /** Waits until the worker has finished its turn; one that takes longer is interrupted. */
    public void stop(String name, Duration patience) throws InterruptedException {
        Worker worker = workers.remove(name);
        if (worker != null) {
            worker.running = false;
            worker.join(Math.max(1, patience.toMillis()));
            worker.interrupt();
        }
    }

    private static final class Worker extends Thread {

        private final Turn turn;
        private final Runnable atEnd;
        private final BackOff backOff = new BackOff();
        private volatile boolean running = true;

        Worker(String name, Turn turn, Runnable atEnd) {
            super(name);
            this.turn = turn;
            this.atEnd = atEnd;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                takeTurns();
            } finally {
                atEnd.run();
            }
        }

        private void takeTurns() {
            while (running) {
                try {
                    if (turn.take()) {
                        backOff.reset();
                    }
                } catch (InterruptedException stopped) {
                    return;
                } catch (Exception | Error fault) {
                    if (!waitAfter(fault)) {
                        return;
                    }
                }
            }
        }

        private boolean waitAfter(Throwable fault) {
            Duration wait = backOff.next();
            if (running) {
                log.warn("{} failed, next attempt in {} ms: {}", getName(), wait.toMillis(), Faults.describe(fault));
                log.debug("{} failed", getName(), fault);
            }
            try {
                Thread.sleep(wait.toMillis());
                return true;
            } catch (InterruptedException stopped) {
                return false;
            }
        }
    }
}
