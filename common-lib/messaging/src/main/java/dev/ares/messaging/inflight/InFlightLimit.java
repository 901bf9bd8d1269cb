package dev.ares.messaging.inflight;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How much work may be in flight, by Little's law: as much as arrives while a piece of it takes its time. The arrival
 * rate is that of the last two seconds, and what waits counts as if it had to be done within two more; the time is the
 * 99th percentile of what was answered.
 *
 * <pre>limit = (arrival rate + waiting / 2 s) x p99, between the bounds</pre>
 *
 * <p>Every 200 ms the limit may at most double, so that one slow answer does not open the gates, and comes down by a
 * fifth of the way. While nothing is answered it rests on what was known: only answers justify more. When more than a
 * quarter of what ends has failed, it comes down by a fifth, whatever arrives: more would be thrown after a dependency
 * that cannot bear what it has. It never leaves its bounds, which may change at any time.
 *
 * <p>Thread-safe; costs some microseconds five times a second.
 */
public final class InFlightLimit {

    private static final double TOO_MANY_FAILURES = 0.25;
    private static final int SHRINK = 5;

    /** After so many slices without a call nothing changes any more. */
    private static final int LONGEST_MEMORY = 10 * SlidingWindow.SLICES;

    private final Supplier<InFlightBounds> bounds;
    private final LongSupplier nanoTime;
    private final SlidingWindow window = new SlidingWindow();
    private long slice;
    private int limit;
    private int inFlight;
    private long waiting;
    private double p99;

    /**
     * @param bounds asked each time, never for long
     * @param nanoTime a clock that never goes back: {@code System::nanoTime}
     */
    public InFlightLimit(Supplier<InFlightBounds> bounds, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.slice = sliceNow();
        this.limit = bounds.get().min();
    }

    /** A limit that does not move. */
    public static InFlightLimit fixed(int limit) {
        InFlightBounds both = new InFlightBounds(limit, limit);
        return new InFlightLimit(() -> both, System::nanoTime);
    }

    /** How much may be in flight now. */
    public synchronized int current() {
        adjust();
        return bounds.get().clamp(limit);
    }

    /** How much more may be started now. */
    public synchronized int room() {
        return Math.max(0, current() - inFlight);
    }

    /** Work came in, whether it is started or waits. */
    public synchronized void arrived(long count) {
        adjust();
        window.arrived(count);
    }

    /** How much came in and is not started. */
    public synchronized void waiting(long count) {
        adjust();
        waiting = count;
    }

    public synchronized void started(int count) {
        inFlight += count;
    }

    /** Work that was started ended; a refusal is an answer too. */
    public synchronized void answered(int count, Duration latency) {
        adjust();
        inFlight -= count;
        window.answered(count, latency);
    }

    /** Work that was started ended without an answer. How long that took says nothing about the next. */
    public synchronized void failed(int count) {
        adjust();
        inFlight -= count;
        window.failed(count);
    }

    /** Work that was started turned out not to be there: nothing was learnt. */
    public synchronized void dropped(int count) {
        inFlight -= count;
    }

    public synchronized int inFlight() {
        return inFlight;
    }

    /** The time that the limit counts with, in seconds: of the last answers, however long ago; 0 before the first. */
    public synchronized double p99() {
        adjust();
        return p99;
    }

    private void adjust() {
        long now = sliceNow();
        slice = Math.max(slice, now - LONGEST_MEMORY);
        for (; slice < now; slice++) {
            move(bounds.get());
            window.next();
        }
    }

    private void move(InFlightBounds within) {
        if (window.answers() > 0) {
            p99 = window.p99();
        }
        int before = within.clamp(limit);
        int wanted = within.clamp(Math.ceil((window.rate() + waiting / seconds(SlidingWindow.LENGTH)) * p99));
        if (window.failedShare() > TOO_MANY_FAILURES) {
            limit = Math.max(within.min(), before - part(before));
        } else if (wanted > before) {
            limit = (int) Math.min(wanted, 2L * before);
        } else {
            limit = before - part(before - wanted);
        }
    }

    /** At least 1 of anything. */
    private static int part(int whole) {
        return (whole + SHRINK - 1) / SHRINK;
    }

    private long sliceNow() {
        return Math.floorDiv(nanoTime.getAsLong(), SlidingWindow.SLICE.toNanos());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
