package dev.ares.benchmarks.overload;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.HdrHistogram.Histogram;

import dev.ares.traffic.limit.Priority;

/**
 * What a run came to. What was admitted and not answered when the run ended has no latency, and is no goodput.
 *
 * @param goodput answers within the target, per second
 * @param p99 of what was admitted and answered, from its arrival at the gate
 * @param admitted the part of all requests
 * @param checkoutsInTime the part of all checkouts that was answered within the target
 */
record Figures(double goodput, Duration p99, double admitted, double checkoutsInTime) {

    /** Thread-safe. */
    static final class Gathering {

        private final long targetNanos;
        private final Histogram latencies = new Histogram(3);
        private final Map<Priority, long[]> counts = new EnumMap<>(Priority.class);

        Gathering(Duration target) {
            this.targetNanos = target.toNanos();
            for (Priority priority : Priority.values()) {
                counts.put(priority, new long[3]);
            }
        }

        synchronized void refused(Priority priority) {
            of(priority)[0]++;
        }

        synchronized void admitted(Priority priority) {
            of(priority)[1]++;
        }

        synchronized void answered(Priority priority, long nanos) {
            latencies.recordValue(Math.max(1, nanos / 1000));
            of(priority)[2] += nanos <= targetNanos ? 1 : 0;
        }

        synchronized Figures over(Duration time) {
            long refused = sum(0);
            long admitted = sum(1);
            long[] checkouts = of(Priority.CHECKOUT);
            return new Figures(
                    sum(2) * 1e9 / time.toNanos(),
                    Duration.ofNanos(latencies.getValueAtPercentile(99) * 1000),
                    part(admitted, admitted + refused),
                    part(checkouts[2], checkouts[0] + checkouts[1]));
        }

        private long sum(int which) {
            return counts.values().stream().mapToLong(count -> count[which]).sum();
        }

        private long[] of(Priority priority) {
            return counts.getOrDefault(priority, new long[3]);
        }

        private static double part(long some, long all) {
            return all == 0 ? 0 : (double) some / all;
        }
    }
}
