package dev.ares.traffic.limit;

import java.util.concurrent.TimeUnit;

/**
 * What a window holds.
 *
 * @param count of requests that were answered
 * @param p99Nanos their 99th percentile by the nearest rank, rounded up by an eighth at most; 0 of none
 */
public record Latencies(long count, long p99Nanos) {

    static Latencies of(int[] counts) {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        long beyond = total - (total * 99 + 99) / 100;
        long seen = 0;
        for (int bucket = counts.length - 1; bucket >= 0; bucket--) {
            seen += counts[bucket];
            if (seen > beyond) {
                return new Latencies(total, TimeUnit.MICROSECONDS.toNanos(LatencyScale.upperEnd(bucket)));
            }
        }
        return new Latencies(0, 0);
    }
}
