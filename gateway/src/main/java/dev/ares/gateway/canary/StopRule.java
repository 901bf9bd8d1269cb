package dev.ares.gateway.canary;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a version is worse than the others, which are measured at the same time.
 *
 * @param enabled false: it is never given up (default true)
 * @param window of which requests are compared, 1 s to 10 min (default 1 min)
 * @param requests of fewer, on either side, nothing is concluded, and of fewer than five times as many answers nothing
 *     about latency; 10 to 100,000 (default 100)
 * @param errors how much larger a part of its requests may fail than of the others, 0 to 1 (default 0.05)
 * @param slowdown how many times the others' 99th percentile its own may be, 1 to 100 (default 2); 0: it may be anything
 * @param slack by how much its 99th percentile may be larger in any case, up to 10 min (default 50 ms)
 */
record StopRule(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1m") Duration window,
        @DefaultValue("100") int requests,
        @DefaultValue("0.05") double errors,
        @DefaultValue("2") double slowdown,
        @DefaultValue("50ms") Duration slack) {

    /** Of 500 answers the 99th percentile is the sixth slowest: a pause or two of the machine do not make it. */
    private static final int FOR_LATENCY = 5;

    StopRule {
        require(
                window.compareTo(Duration.ofSeconds(1)) >= 0 && window.compareTo(Duration.ofMinutes(10)) <= 0,
                "window: %s (expected: 1s to 10m)",
                window);
        require(requests >= 10 && requests <= 100_000, "requests: %s (expected: 10 to 100000)", requests);
        require(errors >= 0 && errors <= 1, "errors: %s (expected: 0 to 1)", errors);
        require(
                slowdown == 0 || (slowdown >= 1 && slowdown <= 100),
                "slowdown: %s (expected: 1 to 100, or 0 for any)",
                slowdown);
        require(
                !slack.isNegative() && slack.compareTo(Duration.ofMinutes(10)) <= 0,
                "slack: %s (expected: 0s to 10m)",
                slack);
    }

    private static void require(boolean holds, String words, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("stop." + words.formatted(value));
        }
    }

    /** What there is to say against a version, with the figures; empty while it may go on. */
    Optional<String> against(Outcomes version, Outcomes others) {
        long compared = Math.min(version.requests(), others.requests());
        if (!enabled || compared < requests) {
            return Optional.empty();
        }
        if (version.errorRate() > others.errorRate() + errors) {
            return Optional.of("%s failed, of the others %s".formatted(failed(version), failed(others)));
        }
        long timed = Math.min(version.timed(), others.timed());
        return timed >= (long) requests * FOR_LATENCY && isSlow(version.p99(), others.p99())
                ? Optional.of("99 %% of its answers took up to %d ms, of the others' up to %d ms"
                        .formatted(version.p99().toMillis(), others.p99().toMillis()))
                : Optional.empty();
    }

    private boolean isSlow(Duration own, Duration others) {
        return slowdown > 0 && own.toNanos() > others.toNanos() * slowdown && own.compareTo(others.plus(slack)) > 0;
    }

    private static String failed(Outcomes outcomes) {
        return String.format(Locale.ROOT, "%.1f %% of %d requests", outcomes.errorRate() * 100, outcomes.requests());
    }
}
