package dev.ares.traffic.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The latencies of the last while, in ten slices that are forgotten one by one. Lock-free: recording is one
 * atomic increment in the slice of the moment, and whoever comes first in a new slice puts it in the place of the eldest.
 * A thread that is held up in between for the whole while may count in a slice that is forgotten already, or in its successor.
 */
public final class LatencyWindow {

    static final int SLICES = 10;
    static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    static final Duration LENGTH = Duration.ofNanos(SLICES * SLICE_NANOS);

    private final AtomicReferenceArray<Slice> slices = new AtomicReferenceArray<>(SLICES);
    private final long sliceNanos;

    /** Of two seconds. */
    LatencyWindow() {
        this(LENGTH);
    }

    /** @param length of which a tenth is forgotten at once; at least 10 ns */
    public LatencyWindow(Duration length) {
        this.sliceNanos = length.toNanos() / SLICES;
        for (int place = 0; place < SLICES; place++) {
            slices.set(place, new Slice(Long.MIN_VALUE));
        }
    }

    /** @param now nanoseconds from any origin, the same for all who record and read */
    public void record(long now, long latencyNanos) {
        Slice slice = sliceOf(Math.floorDiv(now, sliceNanos));
        slice.counts.incrementAndGet(LatencyScale.bucketOf(TimeUnit.NANOSECONDS.toMicros(latencyNanos)));
    }

    private Slice sliceOf(long number) {
        int place = (int) Math.floorMod(number, (long) SLICES);
        while (true) {
            Slice seen = slices.get(place);
            if (seen.number >= number) {
                return seen;
            }
            Slice fresh = new Slice(number);
            if (slices.compareAndSet(place, seen, fresh)) {
                return fresh;
            }
        }
    }

    /** What was recorded in the slice of {@code now} and in the nine before it. */
    public Latencies read(long now) {
        long newest = Math.floorDiv(now, sliceNanos);
        int[] counts = new int[LatencyScale.BUCKETS];
        for (int place = 0; place < SLICES; place++) {
            Slice slice = slices.get(place);
            if (slice.number > newest - SLICES && slice.number <= newest) {
                slice.addTo(counts);
            }
        }
        return Latencies.of(counts);
    }

    private static final class Slice {

        private final long number;
        private final AtomicIntegerArray counts = new AtomicIntegerArray(LatencyScale.BUCKETS);

        Slice(long number) {
            this.number = number;
        }

        void addTo(int[] sum) {
            for (int bucket = 0; bucket < sum.length; bucket++) {
                sum[bucket] += counts.get(bucket);
            }
        }
    }
}
