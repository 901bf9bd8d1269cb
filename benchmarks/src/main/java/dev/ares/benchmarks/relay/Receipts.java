package dev.ares.benchmarks.relay;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

import org.HdrHistogram.Histogram;

/**
 * The messages of one run, by number: when each was committed, and how often it came. Writers note commits; one thread
 * notes what arrives, and what it noted may be read once {@link #distinct} counts it.
 */
final class Receipts {

    private final int run;
    private final AtomicLongArray committed;
    private final int[] times;
    private final Histogram micros = new Histogram(3);
    private final AtomicInteger distinct = new AtomicInteger();
    private volatile long repeated;
    private volatile long last;

    /** @param most that there may be */
    Receipts(int run, int most) {
        this.run = run;
        this.committed = new AtomicLongArray(most);
        this.times = new int[most];
    }

    String key(int number) {
        return run + "." + number;
    }

    /** Called when the database has confirmed the commit, and before anything is told of it. */
    void committed(String key) {
        committed.set(numberOf(key), System.nanoTime());
    }

    /** Returns false when the message is of another run. */
    boolean arrived(String key, long at) {
        if (!key.startsWith(run + ".")) {
            return false;
        }
        int number = numberOf(key);
        if (++times[number] > 1) {
            repeated++;
            return true;
        }
        long since = committed.get(number);
        if (since != 0) {
            micros.recordValue(Math.max(0, at - since) / 1000);
        }
        last = at;
        distinct.incrementAndGet();
        return true;
    }

    /** How many messages came, each counted once. */
    int distinct() {
        return distinct.get();
    }

    /** How many came again. */
    long repeated() {
        return repeated;
    }

    /** When the last came that had not come before. */
    long last() {
        return last;
    }

    /** Milliseconds from the commit to the consumer. */
    double latency(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** Numbers of the first so many messages that did not come. */
    long missing(int of) {
        return Arrays.stream(times, 0, of).filter(count -> count == 0).count();
    }

    private static int numberOf(String key) {
        return Integer.parseInt(key, key.indexOf('.') + 1, key.length(), 10);
    }
}
