package dev.ares.messaging;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waiting times after faults of the infrastructure: 0.2 s, doubled up to 5 s, without limit of attempts; less up to a
 * fifth, so that processes that failed together do not return together.
 */
public final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(200);
    public static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /** How long to wait before the next attempt. */
    public synchronized Duration next() {
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait.multipliedBy(100 - ThreadLocalRandom.current().nextInt(20)).dividedBy(100);
    }

    /** To be called on a success. */
    public synchronized void reset() {
        next = FIRST;
    }
}
