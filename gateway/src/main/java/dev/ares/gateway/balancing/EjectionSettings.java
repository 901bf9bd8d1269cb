package dev.ares.gateway.balancing;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an instance that does not answer is left alone. One that takes no connection is left alone at once.
 *
 * @param enabled false: nobody is (default true)
 * @param unanswered requests in a row, 1 to 1000, that it did not answer: unreached, lost or late (default 3)
 * @param givenUpAfter how long a caller has waited who gives up, for that to count as a late answer; 100 ms to 5 min
 *     (default 5 s)
 * @param probeEvery how often one that is left alone is asked whether it is back, 100 ms to 5 min (default 1 s)
 */
record EjectionSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("3") int unanswered,
        @DefaultValue("5s") Duration givenUpAfter,
        @DefaultValue("1s") Duration probeEvery) {

    EjectionSettings {
        if (unanswered < 1 || unanswered > 1000) {
            throw new IllegalArgumentException("ejection.unanswered: %d (expected: 1 to 1000)".formatted(unanswered));
        }
        requireInRange("given-up-after", givenUpAfter);
        requireInRange("probe-every", probeEvery);
    }

    private static void requireInRange(String name, Duration value) {
        if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("ejection.%s: %s (expected: 100ms to 5m)".formatted(name, value));
        }
    }
}
