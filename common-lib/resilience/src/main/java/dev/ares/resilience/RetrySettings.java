package dev.ares.resilience;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.settings.Ranges;

/**
 * How often a call that is harmless twice is made. The n-th pause is {@code pause * 2^(n-1)}, give or take the jitter.
 *
 * @param attempts the first one included, 1 to 10 (default 1: nothing is repeated)
 * @param pause before the second attempt, 1 ms to 10 s (default 100 ms)
 * @param longestPause where doubling ends, up to 1 min (default 1 s)
 * @param jitter share of a pause by which it is shorter or longer, 0 to 1, so that those who failed together do not come
 *     back together (default 0.5)
 * @param budget repeated attempts that each call pays for, 0 to 1: when everything fails, so much is asked on top and no
 *     more; ten attempts are saved up at most (default 0.2)
 */
public record RetrySettings(
        @DefaultValue("1") int attempts,
        @DefaultValue("100ms") Duration pause,
        @DefaultValue("1s") Duration longestPause,
        @DefaultValue("0.5") double jitter,
        @DefaultValue("0.2") double budget) {

    public RetrySettings {
        Ranges.require("retry.attempts", attempts, 1, 10);
        Ranges.require("retry.pause", pause, Duration.ofMillis(1), Duration.ofSeconds(10));
        Ranges.require("retry.longest-pause", longestPause, pause, Duration.ofMinutes(1));
        Ranges.require("retry.jitter", jitter, 0.0, 1.0);
        Ranges.require("retry.budget", budget, 0.0, 1.0);
    }
}
