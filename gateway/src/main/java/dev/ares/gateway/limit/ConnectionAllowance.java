package dev.ares.gateway.limit;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static dev.ares.settings.Ranges.require;

/**
 * How many connections may be open at the same time. One more is closed at once, without a word: it has cost as little as it
 * can then.
 *
 * @param most in all, 1 to 1,000,000 (default 10,000; the process needs as many file descriptors and some)
 * @param perAddress of one address, 1 to 1,000,000 (default 2,500, since many users may share one); of a trusted proxy as
 *     many as there are
 */
record ConnectionAllowance(
        @DefaultValue("10000") int most,
        @DefaultValue("2500") int perAddress) {

    private static final int LIMIT = 1_000_000;

    ConnectionAllowance {
        require("ares.gateway.limits.connections.most", most, 1, LIMIT);
        require("ares.gateway.limits.connections.per-address", perAddress, 1, LIMIT);
    }
}
