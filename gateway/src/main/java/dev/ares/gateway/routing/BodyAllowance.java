package dev.ares.gateway.routing;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static dev.ares.settings.Ranges.require;

/**
 * How many request bodies may have begun and not come to their end at the same time, since each holds a connection to a
 * service, and is not in flight yet ({@code ares.gateway.overload}).
 *
 * @param most in all, 1 to 1,000,000 (default 500); one more is 503 at once. The connections to one instance are to be enough
 *     for them and for all others ({@code spring.cloud.gateway.server.webflux.httpclient.pool.max-connections}), so that who
 *     sends slowly keeps out nobody who sends no body
 * @param perAddress of one address, 1 to 1,000,000 (default 100, since many users may share one). One more has
 *     {@link #GRACE_MILLIS} ms to be complete, and is 429 then: what comes with its headers never meets this
 */
public record BodyAllowance(
        @DefaultValue("500") int most, @DefaultValue("100") int perAddress) {

    static final int GRACE_MILLIS = 200;

    private static final int LIMIT = 1_000_000;

    public BodyAllowance {
        require("ares.gateway.routing.unfinished-bodies.most", most, 1, LIMIT);
        require("ares.gateway.routing.unfinished-bodies.per-address", perAddress, 1, LIMIT);
    }
}
