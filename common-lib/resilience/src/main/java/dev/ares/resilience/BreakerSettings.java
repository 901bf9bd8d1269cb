package dev.ares.resilience;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.settings.Ranges;

/**
 * When somebody remote is left alone for a while: its calls then fail without being made. A change begins with a breaker
 * that lets calls pass and has counted none.
 *
 * @param failureShare of the attempts within the window at which it opens, 0.01 to 1; late answers are failures, what
 *     was not tried is none (default 0.5)
 * @param window 1 s to 5 min, in whole seconds (default 10 s)
 * @param minimumCalls within the window, before which it does not open, 1 to 10,000 (default 20)
 * @param openFor how long nobody calls once it is open, 10 ms to 10 min (default 2 s)
 * @param probes attempts after that, whose share of failures decides whether it closes, 1 to 1000 (default 5)
 * @param patience how long others wait for what the probes say, 0 to 1 min; then they fail without having been made
 *     (default 0: they fail at once)
 */
public record BreakerSettings(
        @DefaultValue("0.5") double failureShare,
        @DefaultValue("10s") Duration window,
        @DefaultValue("20") int minimumCalls,
        @DefaultValue("2s") Duration openFor,
        @DefaultValue("5") int probes,
        @DefaultValue("0s") Duration patience) {

    public BreakerSettings {
        Ranges.require("breaker.failure-share", failureShare, 0.01, 1.0);
        Ranges.require("breaker.window", window, Duration.ofSeconds(1), Duration.ofMinutes(5));
        Ranges.require("breaker.minimum-calls", minimumCalls, 1, 10_000);
        Ranges.require("breaker.open-for", openFor, Duration.ofMillis(10), Duration.ofMinutes(10));
        Ranges.require("breaker.probes", probes, 1, 1000);
        Ranges.require("breaker.patience", patience, Duration.ZERO, Duration.ofMinutes(1));
    }
}
