package dev.ares.gateway.routing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How requests are passed on.
 *
 * @param maxBody the largest request body (default 256 KB, as in the services); beyond it 413
 * @param bodyTimeout how long a request body may take to arrive, less than an answer may (default 10 s);
 *     beyond it 408
 * @param connectAttempts how often an instance is looked for that takes the connection (default 3)
 * @param connectPause between two such attempts (default 100 ms)
 * @param retryAfter what a caller is told to wait when a service cannot be reached (default 1 s)
 */
@ConfigurationProperties("ares.gateway.routing")
record RoutingSettings(
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("10s") Duration bodyTimeout,
        @DefaultValue("3") int connectAttempts,
        @DefaultValue("100ms") Duration connectPause,
        @DefaultValue("1s") Duration retryAfter) {

    RoutingSettings {
        if (connectAttempts < 1) {
            throw new IllegalArgumentException("connectAttempts: " + connectAttempts + " (expected: at least 1)");
        }
    }
}
