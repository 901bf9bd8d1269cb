package dev.ares.payment.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.resilience.CallSettings;

/**
 * How the provider is called, {@code ares.resilience}, live. The defaults of this service stand in application.yml.
 *
 * @param stripe one call of the port, which may be several requests. Its time-out is {@code ares.payment.call-timeout} at
 *     most, since a payment is held for that long. It is never repeated here: payments and refunds of unknown outcome are,
 *     with their stored key, by their own schedule
 */
record PaymentCalls(@DefaultValue CallSettings stripe) {

    static final String PREFIX = "ares.resilience";

    PaymentCalls {
        int attempts = stripe.retry().attempts();
        if (attempts > 1) {
            throw new IllegalArgumentException(
                    "stripe.retry.attempts: %d (expected: 1: payments are repeated by their own schedule)"
                            .formatted(attempts));
        }
    }
}
