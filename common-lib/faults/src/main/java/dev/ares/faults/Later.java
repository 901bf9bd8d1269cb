package dev.ares.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs what a fault has put off. Its threads exist only once there was a fault. */
public final class Later {

    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "injected-fault");
        thread.setDaemon(true);
        return thread;
    });

    private Later() {}

    /** Runs the work after so long, on a thread that may block. */
    public static void run(Duration delay, Runnable work) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, THREADS)
                .execute(work);
    }
}
