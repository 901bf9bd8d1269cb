package dev.ares.gateway.routing;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import dev.ares.gateway.endpoint.Endpoint;

import static dev.ares.settings.Ranges.require;

/**
 * Settings {@code ares.gateway.routing}, from the environment and live from Nacos: how requests are passed on.
 *
 * @param headerTimeout how long it may take from the first byte of a request to the end of its headers, 10 ms to 5 min
 *     (default 10 s); beyond it 408. HTTP/1.1 only
 * @param maxBody the largest request body, 1 KB to 10 MB (default 256 KB, as in the services); beyond it 413
 * @param bodyTimeout how long a request body may take to arrive, less than an answer may; 10 ms to 5 min (default 10 s);
 *     beyond it 408
 * @param unfinishedBodies how many bodies may have begun and not come to their end
 * @param connectAttempts how often an instance is looked for that takes the connection, 1 to 10 (default 3)
 * @param connectPause between two such attempts, 1 ms to 10 s (default 100 ms)
 * @param connectJitter share of the pause by which it is shorter or longer, 0 to 1, so that those whom a dead instance
 *     refused together do not come back together (default 0.5)
 * @param repeatBudget repeated attempts that each request pays for, 0 to 1 (default 0.2): while nobody answers, so much is
 *     asked on top and no more. A thousand are saved up, so that all that an instance held when it died goes elsewhere
 * @param retryAfter what a caller is told to wait when a service cannot be reached, up to 1 h (default 1 s)
 * @param keyed endpoints that do once what is sent twice under one {@code Idempotency-Key}, and refuse whoever sends none
 */
public record RoutingSettings(
        @DefaultValue("10s") Duration headerTimeout,
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("10s") Duration bodyTimeout,
        @DefaultValue BodyAllowance unfinishedBodies,
        @DefaultValue("3") int connectAttempts,
        @DefaultValue("100ms") Duration connectPause,
        @DefaultValue("0.5") double connectJitter,
        @DefaultValue("0.2") double repeatBudget,
        @DefaultValue("1s") Duration retryAfter,
        @DefaultValue List<String> keyed) {

    public RoutingSettings {
        keyed = List.copyOf(keyed);
        Endpoint.all(keyed);
        require("ares.gateway.routing.header-timeout", headerTimeout, Duration.ofMillis(10), Duration.ofMinutes(5));
        require("ares.gateway.routing.max-body", maxBody, DataSize.ofKilobytes(1), DataSize.ofMegabytes(10));
        require("ares.gateway.routing.body-timeout", bodyTimeout, Duration.ofMillis(10), Duration.ofMinutes(5));
        require("ares.gateway.routing.connect-attempts", connectAttempts, 1, 10);
        require("ares.gateway.routing.connect-pause", connectPause, Duration.ofMillis(1), Duration.ofSeconds(10));
        require("ares.gateway.routing.connect-jitter", connectJitter, 0.0, 1.0);
        require("ares.gateway.routing.repeat-budget", repeatBudget, 0.0, 1.0);
        require("ares.gateway.routing.retry-after", retryAfter, Duration.ZERO, Duration.ofHours(1));
    }

    /** @param chance 0 to 1 */
    Duration connectPause(double chance) {
        return Duration.ofNanos((long) (connectPause.toNanos() * (1 + connectJitter * (2 * chance - 1))));
    }
}
