package dev.ares.settings;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings as a service would have them. */
public record Sampling(
        @DefaultValue("0.1") double probability,
        @DefaultValue("5s") Duration window) {

    public static final String PREFIX = "ares.test.sampling";

    public Sampling {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("probability: %s (expected: 0 to 1)".formatted(probability));
        }
    }

    public static Sampling of(double probability) {
        return new Sampling(probability, Duration.ofSeconds(5));
    }
}
