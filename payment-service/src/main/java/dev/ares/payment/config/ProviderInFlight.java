package dev.ares.payment.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.messaging.inflight.InFlightBounds;

/**
 * Calls that may be open at the provider, live. Between the two they follow how fast payments arrive and how long the
 * provider takes.
 *
 * @param min whatever was measured; 8
 * @param max what the provider is known to bear; 64, at most 256
 */
record ProviderInFlight(
        @DefaultValue("8") int min, @DefaultValue("64") int max) {

    static final String PREFIX = "ares.payment.in-flight";

    /** Each open call is a thread. */
    static final int LARGEST = 256;

    ProviderInFlight {
        if (max > LARGEST) {
            throw new IllegalArgumentException(PREFIX + ".max: " + max + " (expected: at most " + LARGEST + ")");
        }
        new InFlightBounds(min, max);
    }

    InFlightBounds payments() {
        return new InFlightBounds(min, max);
    }

    /** Refunds are few and nobody waits at a till: a part of the calls, so that they never crowd out payments. */
    InFlightBounds refunds() {
        return new InFlightBounds(quarter(min), quarter(max));
    }

    static int quarter(int calls) {
        return Math.max(1, calls / 4);
    }
}
