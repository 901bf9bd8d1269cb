package dev.ares.messaging;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spaces the turns of a line that is busy, so that more shares the next one: between two turns there is as much time as the
 * last one took, and at most 100 ms. Whoever comes when nothing was done for so long waits for nothing. Turns are slow where
 * a machine is overloaded, and there the most is to be saved: each is a transaction and what goes with it.
 *
 * <p>One turn at a time, by whichever thread.
 */
public final class Pace {

    private static final long LONGEST = Duration.ofMillis(100).toNanos();

    private final LongSupplier nanoTime;
    private volatile long begun;
    private volatile long next;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /** A turn begins. */
    public void begin() {
        begun = nanoTime.getAsLong();
    }

    /** It has ended, whatever came of it. */
    public void end() {
        long now = nanoTime.getAsLong();
        next = now + Math.min(now - begun, LONGEST);
    }

    /** How long to gather before the next one; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, next - nanoTime.getAsLong()));
    }
}
