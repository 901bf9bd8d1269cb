package dev.ares.local.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When each order is due. */
public final class Timetable {

    private final long begin;
    private final double nanosBetween;

    private Timetable(long begin, double nanosBetween) {
        this.begin = begin;
        this.nanosBetween = nanosBetween;
    }

    /**
     * Of one sender among several.
     *
     * @param begin {@link System#nanoTime} of the first order of all
     * @param rate orders per second of all senders together; 0: due when asked
     */
    public static Timetable of(long begin, double rate, int sender, int senders) {
        double between = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
        return new Timetable(begin + Math.round(between * sender), between * senders);
    }

    /** {@link System#nanoTime} at which this sender's order of that number, from 0, is due. */
    public long due(long number) {
        return nanosBetween == 0 ? System.nanoTime() : begin + Math.round(nanosBetween * number);
    }

    /** Returns then; at once when it is past, or when the thread is interrupted. */
    public static void await(long due) {
        long left = due - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }
}
