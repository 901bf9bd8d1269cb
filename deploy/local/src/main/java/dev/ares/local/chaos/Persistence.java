package dev.ares.local.chaos;

import java.time.Duration;
import java.util.Optional;

/** For how long people who got no answer try again: later each time, for two minutes, and not long after the run's end. */
final class Persistence {

    private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(120);
    private static final Duration LONGEST_BETWEEN_ATTEMPTS = Duration.ofSeconds(8);
    /** After the run's end. */
    static final Duration LAST_ATTEMPTS = Duration.ofSeconds(10);

    private final Duration lastAttempts;
    private volatile long noAttemptAfter = Long.MAX_VALUE;

    Persistence() {
        this(LAST_ATTEMPTS);
    }

    /** @param lastAttempts after the run's end */
    Persistence(Duration lastAttempts) {
        this.lastAttempts = lastAttempts;
    }

    /**
     * How long to wait for another attempt; empty for whoever gives up.
     *
     * @param number of that attempt; the first of all was 0
     * @param begin {@link System#nanoTime} of the first
     */
    Optional<Duration> again(int number, long begin) {
        long now = System.nanoTime();
        if (now - begin >= GIVES_UP_AFTER.toNanos() || now >= noAttemptAfter) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.min(LONGEST_BETWEEN_ATTEMPTS.toSeconds(), 2L * number - 1)));
    }

    /** The run is over. */
    void end() {
        noAttemptAfter = System.nanoTime() + lastAttempts.toNanos();
    }
}
