package dev.ares.resilience;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.settings.Ranges;

/**
 * How somebody remote is called.
 *
 * @param timeout of one attempt, 1 ms to 1 min (default 1 s)
 * @param atOnce attempts under way at the same time, 1 to 10,000; one more fails at once (default 100)
 * @param breaker when it is left alone for a while
 * @param retry how often it is asked again
 */
public record CallSettings(
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("100") int atOnce,
        @DefaultValue BreakerSettings breaker,
        @DefaultValue RetrySettings retry) {

    public CallSettings {
        Ranges.require("timeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(1));
        Ranges.require("at-once", atOnce, 1, 10_000);
    }

    /** The same, with a time-out of {@code longest} where it was longer. */
    public CallSettings within(Duration longest) {
        return timeout.compareTo(longest) <= 0 ? this : new CallSettings(longest, atOnce, breaker, retry);
    }
}
