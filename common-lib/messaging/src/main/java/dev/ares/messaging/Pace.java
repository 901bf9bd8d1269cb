package dev.ares.messaging;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spaces the turns of a line that is busy, so that more shares the next one: after a turn that came right after another, there
 * is as much time as it took, and at most 100 ms. Turns are slow where a machine is overloaded, and there the most is to be
 * saved: each is a transaction and what goes with it. Turns now and then, as of one customer alone, follow each other at once.
 *
 * <p>One turn at a time, by whichever thread.
 */
public final class Pace {

    private static final long LONGEST = Duration.ofMillis(100).toNanos();

    private final LongSupplier nanoTime;
    private volatile long begun;
    private volatile long next;
    /** Until when a turn that begins comes right after the last one. */
    private volatile long soon;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
        this.soon = next;
    }

    /** A turn begins. */
    public void begin() {
        begun = nanoTime.getAsLong();
    }

    /** It has ended, whatever came of it. */
    public void end() {
        long now = nanoTime.getAsLong();
        long took = Math.min(now - begun, LONGEST);
        boolean busy = begun - soon < 0;
        next = busy ? now + took : now;
        // Twice, since it may have waited for all of a pause, and a little longer.
        soon = now + 2 * took;
    }

    /** How long to gather before the next one; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, next - nanoTime.getAsLong()));
    }
}
