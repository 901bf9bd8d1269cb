package dev.ares.benchmarks.machine;

import java.time.Duration;

/** Waiting, in a program that does nothing else meanwhile. */
public final class Pause {

    private Pause() {}

    /** Returns at once for what is not positive. */
    public static void of(Duration time) {
        try {
            Thread.sleep(Math.max(0, time.toMillis()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
