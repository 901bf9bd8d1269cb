package dev.ares.benchmarks.consumers;

import java.time.Duration;
import java.util.List;

/**
 * What happens to a payment-service.
 *
 * @param payments how many are asked for
 * @param perSecond how fast; 0 for all at once
 * @param latency of the provider
 * @param slowFrom after which time the provider is slow
 * @param slow its latency then
 * @param capacity calls that the provider works on at a time; others wait at the provider
 * @param patience how long is waited for the rest after the last was asked for
 */
record Scenario(
        String name,
        int payments,
        int perSecond,
        Duration latency,
        Duration slowFrom,
        Duration slow,
        int capacity,
        Duration patience) {

    private static final int NO_LIMIT = 10_000;
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration USUAL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static List<Scenario> all() {
        return List.of(
                new Scenario("burst", 600, 0, USUAL, NEVER, USUAL, NO_LIMIT, PATIENCE),
                new Scenario(
                        "slow provider",
                        360,
                        30,
                        USUAL,
                        Duration.ofSeconds(3),
                        Duration.ofMillis(1200),
                        NO_LIMIT,
                        PATIENCE),
                new Scenario("provider is the bottleneck", 600, 0, USUAL, NEVER, USUAL, 8, PATIENCE));
    }

    Duration latencyAfter(Duration begun) {
        return begun.compareTo(slowFrom) < 0 ? latency : slow;
    }

    /** When the payment of this number is asked for, from the begin. */
    Duration dueAt(int number) {
        return perSecond == 0 ? Duration.ZERO : Duration.ofNanos(1_000_000_000L * number / perSecond);
    }
}
