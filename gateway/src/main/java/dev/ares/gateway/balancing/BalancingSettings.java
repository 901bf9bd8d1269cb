package dev.ares.gateway.balancing;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code ares.gateway.balancing}, from the environment and live from Nacos.
 *
 * @param others for the routes that are not named (default: least in flight)
 * @param routes by their id (default: none)
 * @param slowStart how long it takes a new instance to get its whole share, 0 s (no time) to 15 min (default 10 s)
 * @param ejection who is left alone because it does not answer
 */
record BalancingSettings(
        @DefaultValue RouteBalancing others,
        @DefaultValue Map<String, RouteBalancing> routes,
        @DefaultValue("10s") Duration slowStart,
        @DefaultValue EjectionSettings ejection) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    BalancingSettings {
        routes = Map.copyOf(routes);
        for (String route : routes.keySet()) {
            if (!NAME.matcher(route).matches()) {
                throw new IllegalArgumentException("routes: %s (expected: the id of a route)".formatted(route));
            }
        }
        if (slowStart.isNegative() || slowStart.compareTo(Duration.ofMinutes(15)) > 0) {
            throw new IllegalArgumentException("slow-start: %s (expected: 0s to 15m)".formatted(slowStart));
        }
    }
}
