package dev.ares.gateway.limit;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static dev.ares.settings.Ranges.require;

/**
 * Settings {@code ares.gateway.limits}, from the environment and live from Nacos.
 *
 * @param enabled false: nobody is limited (default true)
 * @param rules the first that fits a request decides; a request that none fits is not limited. At least one where limits are
 *     enabled: an empty list is most often a mistake, and would lift every limit
 * @param connections how many may be open
 * @param unreadAnswers how many may wait for a caller who does not read, and how long
 * @param trustedProxies networks ({@code 10.0.0.0/8}) of proxies whose {@code X-Forwarded-For} is believed (default: none)
 * @param redisPatience how long a request waits for Redis, 1 ms to 5 s (default 100 ms)
 * @param redisPause after which Redis is asked again once it did not answer, 10 ms to 1 min (default 1 s)
 */
record LimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<LimitRule> rules,
        @DefaultValue ConnectionAllowance connections,
        @DefaultValue AnswerAllowance unreadAnswers,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("100ms") Duration redisPatience,
        @DefaultValue("1s") Duration redisPause) {

    LimitSettings {
        rules = List.copyOf(rules);
        trustedProxies = List.copyOf(trustedProxies);
        require("ares.gateway.limits.redis-patience", redisPatience, Duration.ofMillis(1), Duration.ofSeconds(5));
        require("ares.gateway.limits.redis-pause", redisPause, Duration.ofMillis(10), Duration.ofMinutes(1));
        if (enabled && rules.isEmpty()) {
            throw new IllegalArgumentException(
                    "ares.gateway.limits.rules: none (expected: at least one; enabled: false for no limits)");
        }
        requireDifferentNames(rules);
        // What cannot be understood is refused here, with the reason.
        rules.forEach(LimitRule.Compiled::of);
        ClientAddresses.trusting(trustedProxies);
    }

    private static void requireDifferentNames(List<LimitRule> rules) {
        var seen = new HashSet<String>();
        for (LimitRule rule : rules) {
            if (!seen.add(rule.name())) {
                throw new IllegalArgumentException(
                        "ares.gateway.limits.rules.name: %s (expected: each name once)".formatted(rule.name()));
            }
        }
    }
}
