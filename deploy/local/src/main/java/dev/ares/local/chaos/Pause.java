package dev.ares.local.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

final class Pause {

    private Pause() {}

    /** Ends early when the thread is interrupted. */
    static void of(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
