package dev.ares.traffic.limit;

import java.time.Duration;

/**
 * When an {@link AdaptiveLimiter} sheds, and how much it lets be in flight.
 *
 * @param target for the 99th percentile of latency; 1 ms to 10 min
 * @param patience how long the percentile stays over its target before load is shed
 * @param recovery how long nobody must have met the limit before it is lifted
 * @param floor in flight whatever was measured, so that there is always something to measure; at least 1
 * @param ceiling in flight whatever was measured, and the only limit for {@link Priority#CRITICAL}; at least the floor
 * @param mostWaiting of those who take no place, because they wait on purpose; at least 1
 * @param samples of fewer answers within two seconds a percentile says nothing; at least 1
 * @param browsingShare the part of the limit that {@link Priority#BROWSING} may use; above 0, at most 1
 */
public record OverloadSettings(
        Duration target,
        Duration patience,
        Duration recovery,
        int floor,
        int ceiling,
        int mostWaiting,
        int samples,
        double browsingShare) {

    public OverloadSettings {
        requireBetween("target", target, Duration.ofMillis(1), Duration.ofMinutes(10));
        requireBetween("patience", patience, Duration.ZERO, Duration.ofMinutes(10));
        requireBetween("recovery", recovery, Duration.ZERO, Duration.ofMinutes(10));
        require(floor >= 1, "floor", floor, "at least 1");
        require(ceiling >= floor, "ceiling", ceiling, "at least the floor, " + floor);
        require(mostWaiting >= 1, "most-waiting", mostWaiting, "at least 1");
        require(samples >= 1, "samples", samples, "at least 1");
        require(browsingShare > 0 && browsingShare <= 1, "browsing-share", browsingShare, "above 0, at most 1");
    }

    private static void requireBetween(String name, Duration value, Duration least, Duration most) {
        boolean between = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        require(between, name, value, least + " to " + most);
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
        }
    }
}
