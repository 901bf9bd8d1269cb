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
 * several threads; latencies are in microseconds, three digits exact, two minutes at most. What got no answer counts as if it
 * had been waited for until the time-out: a shop that lets go of its customers does not look faster for it.
 */
final class Measurements {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final LongAdder sent = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final Recorder sinceDue = new Recorder(LONGEST_MICROS, DIGITS);
    private final Recorder sinceDueAccepted = new Recorder(LONGEST_MICROS, DIGITS);
    private final Recorder sinceSent = new Recorder(LONGEST_MICROS, DIGITS);

    private final Histogram allSinceDue = new Histogram(LONGEST_MICROS, DIGITS);
    private final Histogram allSinceDueAccepted = new Histogram(LONGEST_MICROS, DIGITS);
    private final Histogram allSinceSent = new Histogram(LONGEST_MICROS, DIGITS);
    private final List<Interval> intervals = new ArrayList<>();
    private long sentBefore;
    private long answeredBefore;
    private long failedBefore;

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
        if (status / 100 == 2) {
            record(sinceDueAccepted, now - due);
        }
        statuses.computeIfAbsent(status, first -> new LongAdder()).increment();
    }

    /**
     * There is no answer, and at this moment it is known that there will be none.
     *
     * @param due, sent {@link System#nanoTime} of when it should have left and when it left
     * @param timeOut what a customer waits for an answer, in nanoseconds
     */
    void unanswered(long due, long sent, long timeOut) {
        long givenUp = Math.max(System.nanoTime(), sent + timeOut);
        record(sinceDue, givenUp - due);
        record(sinceSent, givenUp - sent);
        unanswered.increment();
    }

    private static void record(Recorder recorder, long nanos) {
        recorder.recordValue(Math.min(LONGEST_MICROS, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos))));
    }

    /** Closes the interval since the last call. */
    synchronized Interval tick(double secondsSinceBegin) {
        Histogram latest = sinceDue.getIntervalHistogram();
        allSinceDue.add(latest);
        allSinceDueAccepted.add(sinceDueAccepted.getIntervalHistogram());
        allSinceSent.add(sinceSent.getIntervalHistogram());
        long sentNow = sent.sum();
        long answeredNow = answered();
        long failedNow = failed();
        var interval = new Interval(
                secondsSinceBegin,
                sentNow - sentBefore,
                answeredNow - answeredBefore,
                failedNow - failedBefore,
                latest.getValueAtPercentile(50) / 1e3,
                latest.getValueAtPercentile(99) / 1e3);
        sentBefore = sentNow;
        answeredBefore = answeredNow;
        failedBefore = failedNow;
        intervals.add(interval);
        return interval;
    }

    long underWay() {
        return sent.sum() - unanswered.sum() - answered();
    }

    private long answered() {
        return statuses.values().stream().mapToLong(LongAdder::sum).sum();
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
                allSinceDueAccepted.copy(),
                allSinceSent.copy(),
                List.copyOf(intervals));
    }
}
