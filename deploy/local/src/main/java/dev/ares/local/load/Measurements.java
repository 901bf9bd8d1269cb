package dev.ares.local.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What came of the orders so far: sent = answered + unanswered + under way, answered = sum over statuses. Safe for use by
 * several threads; latencies are in microseconds, three digits exact, two minutes at most.
 */
final class Measurements {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final LongAdder sent = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final Recorder sinceDue = new Recorder(LONGEST_MICROS, DIGITS);
    private final Recorder sinceSent = new Recorder(LONGEST_MICROS, DIGITS);

    private final Histogram allSinceDue = new Histogram(LONGEST_MICROS, DIGITS);
    private final Histogram allSinceSent = new Histogram(LONGEST_MICROS, DIGITS);
    private final List<Interval> intervals = new ArrayList<>();
    private long sentBefore;

    void sent() {
        sent.increment();
    }

    /**
     * An answer at this moment.
     *
     * @param due, sent {@link System#nanoTime} of when it should have left and when it left
     */
    void answered(int status, long due, long sent) {
        long now = System.nanoTime();
        record(sinceDue, now - due);
        record(sinceSent, now - sent);
        statuses.computeIfAbsent(status, first -> new LongAdder()).increment();
    }

    void unanswered() {
        unanswered.increment();
    }

    private static void record(Recorder recorder, long nanos) {
        recorder.recordValue(Math.min(LONGEST_MICROS, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos))));
    }

    /** Closes the interval since the last call. */
    synchronized Interval tick(double secondsSinceBegin) {
        Histogram latest = sinceDue.getIntervalHistogram();
        allSinceDue.add(latest);
        allSinceSent.add(sinceSent.getIntervalHistogram());
        long sentNow = sent.sum();
        var interval = new Interval(
                secondsSinceBegin,
                sentNow - sentBefore,
                latest.getTotalCount(),
                latest.getValueAtPercentile(50) / 1e3,
                latest.getValueAtPercentile(99) / 1e3);
        sentBefore = sentNow;
        intervals.add(interval);
        return interval;
    }

    long underWay() {
        return sent.sum()
                - unanswered.sum()
                - statuses.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long failed() {
        return unanswered.sum()
                + statuses.entrySet().stream()
                        .filter(each -> each.getKey() / 100 != 2)
                        .mapToLong(each -> each.getValue().sum())
                        .sum();
    }

    /** Everything up to the last {@link #tick}. */
    synchronized LoadResult result(double seconds) {
        var counts = new TreeMap<Integer, Long>();
        statuses.forEach((status, count) -> counts.put(status, count.sum()));
        return new LoadResult(
                seconds,
                sent.sum(),
                counts,
                unanswered.sum(),
                allSinceDue.copy(),
                allSinceSent.copy(),
                List.copyOf(intervals));
    }
}
