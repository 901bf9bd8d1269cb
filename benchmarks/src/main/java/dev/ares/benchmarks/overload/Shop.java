package dev.ares.benchmarks.overload;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * So many workers behind a queue without end. Their work is waiting, so that what is measured is the limiter and not how
 * busy this machine is: a request takes half of the work time to one and a half, by chance.
 */
public final class Shop implements AutoCloseable {

    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final AtomicLong done = new AtomicLong();
    private volatile Duration work;
    private volatile boolean closed;

    public Shop(int workers, Duration work) {
        this.work = work;
        for (int i = 0; i < workers; i++) {
            var worker = new Thread(this::work, "worker-" + i);
            worker.setDaemon(true);
            worker.start();
        }
    }

    void become(Duration slower) {
        work = slower;
    }

    /** @param answered is run once the work was done */
    public void ask(Runnable answered) {
        queue.add(answered);
    }

    /** Requests a second that it does when there is always one more. */
    double capacity(Duration measured) {
        for (long i = 0; i < TimeUnit.SECONDS.toMillis(20); i++) {
            queue.add(() -> {});
        }
        Pauses.until(System.nanoTime() + Duration.ofMillis(500).toNanos());
        long before = done.get();
        long begun = System.nanoTime();
        Pauses.until(begun + measured.toNanos());
        double perSecond = (done.get() - before) * 1e9 / (System.nanoTime() - begun);
        queue.clear();
        return perSecond;
    }

    private void work() {
        while (!closed) {
            try {
                Runnable answered = queue.poll(100, TimeUnit.MILLISECONDS);
                if (answered != null) {
                    long most = work.toNanos();
                    Pauses.until(System.nanoTime()
                            + most / 2
                            + ThreadLocalRandom.current().nextLong(most));
                    done.incrementAndGet();
                    answered.run();
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        queue.clear();
    }

    /** Waiting to the microsecond, as far as the machine can. */
    public static final class Pauses {

        private Pauses() {}

        public static void until(long nanoTime) {
            for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
