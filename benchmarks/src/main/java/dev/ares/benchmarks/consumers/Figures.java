package dev.ares.benchmarks.consumers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.HdrHistogram.Histogram;

/**
 * What a run came to. What was not done in time has no latency: where {@code done < asked}, latencies flatter.
 *
 * @param throughput payments done per second, from the first that was asked for to the last that was done
 * @param drain from the last that was asked for to the last that was done
 * @param openCalls at the provider, at most
 * @param busyConnections to the database, at most
 */
record Figures(
        int asked,
        int done,
        double throughput,
        Duration drain,
        Duration p50,
        Duration p99,
        int openCalls,
        int busyConnections) {

    /**
     * @param asked when each payment was asked for
     * @param done when the outcome of each was committed; of those that were in time
     */
    static Figures of(Map<String, Instant> asked, Map<String, Instant> done, int openCalls, int busyConnections) {
        var latencies = new Histogram(3);
        done.forEach((order, at) -> latencies.recordValue(
                Math.max(1, Duration.between(asked.getOrDefault(order, at), at).toMillis())));
        Instant first = asked.values().stream().min(Instant::compareTo).orElseThrow();
        Instant last = asked.values().stream().max(Instant::compareTo).orElseThrow();
        Instant end = done.values().stream().max(Instant::compareTo).orElse(last);
        double seconds = Math.max(1, Duration.between(first, end).toMillis()) / 1000.0;
        Duration drain = Duration.between(last, end);
        return new Figures(
                asked.size(),
                done.size(),
                done.size() / seconds,
                drain.isNegative() ? Duration.ZERO : drain,
                Duration.ofMillis(latencies.getValueAtPercentile(50)),
                Duration.ofMillis(latencies.getValueAtPercentile(99)),
                openCalls,
                busyConnections);
    }

    /** The run whose throughput is in the middle; of an even number, the slower of the two. */
    static Figures median(List<Figures> runs) {
        var sorted = new ArrayList<>(runs);
        sorted.sort((one, other) -> Double.compare(one.throughput, other.throughput));
        return sorted.get((sorted.size() - 1) / 2);
    }
}
