package dev.ares.traffic.balance;

import java.time.Duration;

/**
 * What an instance gets while it is new: its code is not compiled yet, its caches and pools are empty. Envoy's slow start
 * with aggression 1: {@code weight x max(0.1, age / window)}.
 */
final class SlowStart {

    /** Something, so that it becomes warm at all. */
    private static final double LEAST = 0.1;

    private SlowStart() {}

    /**
     * The part of its share.
     *
     * @param window 0: all of it from the beginning
     */
    static double part(long ageNanos, Duration window) {
        long whole = window.toNanos();
        return ageNanos >= whole ? 1 : Math.max(LEAST, (double) ageNanos / whole);
    }
}
