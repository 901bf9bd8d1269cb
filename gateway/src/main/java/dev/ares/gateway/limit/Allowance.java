package dev.ares.gateway.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A token bucket's size and flow.
 *
 * @param requests tokens that flow in during {@code per}; 1 to 1,000,000
 * @param per 1 ms to 1 day (default 1 s); at most a million tokens per second flow
 * @param burst tokens that a full bucket holds (default 0: as many as {@code requests})
 */
record Allowance(
        int requests,
        @DefaultValue("1s") Duration per,
        @DefaultValue("0") int burst) {

    private static final int MOST = 1_000_000;

    Allowance {
        if (requests < 1 || requests > MOST) {
            throw new IllegalArgumentException("requests: %d (expected: 1 to %d)".formatted(requests, MOST));
        }
        if (per.compareTo(Duration.ofMillis(1)) < 0 || per.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("per: %s (expected: 1ms to 1d)".formatted(per));
        }
        if (burst < 0 || burst > MOST) {
            throw new IllegalArgumentException("burst: %d (expected: 0 to %d)".formatted(burst, MOST));
        }
        burst = burst == 0 ? requests : burst;
        if (micros(per) < requests) {
            throw new IllegalArgumentException(
                    "requests: %d per %s (expected: at most a million per second)".formatted(requests, per));
        }
    }

    /** Microseconds from one token to the next. */
    long interval() {
        return micros(per) / requests;
    }

    /** Microseconds in which an empty bucket fills. */
    long filling() {
        return interval() * burst;
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
