package dev.ares.benchmarks.consumers;

import java.time.Duration;

/** Waiting, in a program that does nothing else meanwhile. */
final class Pause {

    private Pause() {}

    static void of(Duration time) {
        try {
            Thread.sleep(Math.max(0, time.toMillis()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
