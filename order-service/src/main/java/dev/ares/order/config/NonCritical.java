package dev.ares.order.config;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a checkout does not need.
 *
 * @param off calls that are refused at level 3, as {@code GET /api/orders}; patterns of Spring
 * @param paymentMissing how long the registry may know no instance of payment-service before that counts: one that has just
 *     started knows nobody for seconds. 0 to 10 min (default 10 s)
 */
@ConfigurationProperties("ares.order.non-critical")
record NonCritical(
        @DefaultValue List<String> off, @DefaultValue("10s") Duration paymentMissing) {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    NonCritical {
        off = List.copyOf(off);
        if (paymentMissing.isNegative() || paymentMissing.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("payment-missing: %s (expected: 0 to 10 min)".formatted(paymentMissing));
        }
    }
}
