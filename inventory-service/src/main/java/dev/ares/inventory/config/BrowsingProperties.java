package dev.ares.inventory.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is shown to those who browse.
 *
 * @param patience with the database before an answer is given without it, and marked so; at least 10 ms (default 2 s)
 * @param remembered products kept in memory for then, the first in SKU order (default 10,000, about 2 MB)
 * @param renewed how often they are read again; at least 1 s (default 1 min)
 */
@ConfigurationProperties("ares.inventory.browsing")
record BrowsingProperties(
        @DefaultValue("2s") Duration patience,
        @DefaultValue("10000") int remembered,
        @DefaultValue("1m") Duration renewed) {

    BrowsingProperties {
        if (remembered < 0 || remembered > 1_000_000) {
            throw new IllegalArgumentException("remembered: %d (expected: 0 to 1000000)".formatted(remembered));
        }
        requireAtLeast("patience", patience, Duration.ofMillis(10));
        requireAtLeast("renewed", renewed, Duration.ofSeconds(1));
    }

    private static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException("%s: %s (expected: at least %s)".formatted(name, value, least));
        }
    }
}
