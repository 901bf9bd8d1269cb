package dev.ares.local.chaos;

import java.time.Duration;

/**
 * How a run goes.
 *
 * @param seed repeats what is drawn: the orders, what happens to each part in which order and for how long, and which calls the
 *     switches spoil; not the moments, nor how much of it fits into the run ({@link FaultPlan})
 * @param length for how long faults happen
 * @param every the time between two faults
 * @param ordersPerSecond placed at a steady rate, whatever the shop's state
 * @param patience how long everything may take to end after the last fault, the start of what was killed included
 */
public record ChaosSettings(long seed, Duration length, Duration every, double ordersPerSecond, Duration patience) {

    private static final Duration MEASURED_BY = Duration.ofMinutes(10);
    private static final long ACCEPTED = 1_000;
    private static final long OF_EACH_KIND = 5;

    /** How many orders a run of this length is expected to accept at least: 1,000 in ten minutes. */
    public long leastAccepted() {
        return share(ACCEPTED);
    }

    /** How often each kind of fault is expected to happen at least: five times in ten minutes. */
    public long leastOfEachKind() {
        return share(OF_EACH_KIND);
    }

    private long share(long inAll) {
        return inAll * length.toMillis() / MEASURED_BY.toMillis();
    }
}
