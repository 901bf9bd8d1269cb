package dev.ares.messaging.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.messaging.inflight.InFlightBounds;

/**
 * Records that a subscription may have in flight. Live where the service follows live settings.
 *
 * @param min also when nothing is known; a transaction of fifty costs little more than one of one
 * @param max a transaction, and with it a connection, is taken for each {@code inbox.batch-size} of them, and one
 *     partition is never on two
 */
@ConfigurationProperties(ReaderInFlight.PREFIX)
public record ReaderInFlight(
        @DefaultValue("50") int min, @DefaultValue("2000") int max) {

    static final String PREFIX = "ares.messaging.in-flight";

    public ReaderInFlight {
        new InFlightBounds(min, max);
    }

    InFlightBounds bounds() {
        return new InFlightBounds(min, max);
    }
}
