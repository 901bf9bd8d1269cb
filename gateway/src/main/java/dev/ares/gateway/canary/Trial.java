package dev.ares.gateway.canary;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One version of a service beside all others of it, until it is found to be worse; then it is stopped for good. */
final class Trial {

    /** Comparing reads some thousand counters. */
    private static final long PAUSE = Duration.ofMillis(200).toNanos();

    private final String version;
    private final StopRule rule;
    private final OutcomeWindow own;
    private final OutcomeWindow others;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong compared = new AtomicLong(Long.MIN_VALUE);

    Trial(String version, StopRule rule) {
        this.version = version;
        this.rule = rule;
        this.own = new OutcomeWindow(rule.window());
        this.others = new OutcomeWindow(rule.window());
    }

    String version() {
        return version;
    }

    boolean isStopped() {
        return stopped.get();
    }

    /**
     * Counts a request to any version of the service.
     *
     * @param now nanoseconds from any origin
     * @return why this version is stopped; once, when it is
     */
    Optional<String> record(String answeredBy, long now, long nanos, Outcome outcome) {
        boolean mine = answeredBy.equals(version);
        (mine ? own : others).record(now, nanos, outcome);
        return mine && !isStopped() && isDue(now)
                ? rule.against(own.read(now), others.read(now)).filter(first -> stopped.compareAndSet(false, true))
                : Optional.empty();
    }

    private boolean isDue(long now) {
        long last = compared.get();
        return (last == Long.MIN_VALUE || now - last >= PAUSE) && compared.compareAndSet(last, now);
    }
}
