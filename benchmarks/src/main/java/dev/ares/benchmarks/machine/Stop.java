package dev.ares.benchmarks.machine;

import java.util.concurrent.TimeUnit;

/** The end of a process that a benchmark started. */
public final class Stop {

    private Stop() {}

    /** Asks it to end, and ends it where it has not after 20 s. */
    public static void of(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
