package dev.ares.messaging.inflight;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/** What arrived and ended lately. The eldest slice is forgotten when a new one begins. */
final class SlidingWindow {

    static final Duration SLICE = Duration.ofMillis(200);
    static final int SLICES = 10;
    static final Duration LENGTH = SLICE.multipliedBy(SLICES);

    /** In microseconds; what takes longer counts as this long. */
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(1);

    private final IntCountsHistogram[] latencies = new IntCountsHistogram[SLICES];
    private final long[] arrived = new long[SLICES];
    private final long[] failed = new long[SLICES];
    private final Histogram all = new Histogram(LONGEST, 2);
    private int now;

    SlidingWindow() {
        for (int slice = 0; slice < SLICES; slice++) {
            latencies[slice] = new IntCountsHistogram(LONGEST, 2);
        }
    }

    void next() {
        now = (now + 1) % SLICES;
        latencies[now].reset();
        arrived[now] = 0;
        failed[now] = 0;
    }

    void arrived(long count) {
        arrived[now] += count;
    }

    void failed(long count) {
        failed[now] += count;
    }

    void answered(long count, Duration latency) {
        long micros = Math.max(1, Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(latency.toNanos())));
        latencies[now].recordValueWithCount(micros, count);
    }

    /** Arrivals per second. */
    double rate() {
        return sum(arrived) * 1000.0 / LENGTH.toMillis();
    }

    /** The part of what ended that failed; 0 when nothing ended. */
    double failedShare() {
        double failures = sum(failed);
        return failures == 0 ? 0 : failures / (failures + answers());
    }

    long answers() {
        long answers = 0;
        for (IntCountsHistogram slice : latencies) {
            answers += slice.getTotalCount();
        }
        return answers;
    }

    /** In seconds; of nothing it is 0. */
    double p99() {
        all.reset();
        for (IntCountsHistogram slice : latencies) {
            all.add(slice);
        }
        return all.getValueAtPercentile(99) / 1e6;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
