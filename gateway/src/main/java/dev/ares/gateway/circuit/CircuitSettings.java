package dev.ares.gateway.circuit;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.resilience.BreakerSettings;

/**
 * Settings {@code ares.gateway.circuits}, from the environment and live from Nacos.
 *
 * @param enabled false: every request is passed on (default true)
 * @param others for the routes that are not named (default: see there)
 * @param routes by their id; what one does not say is as in {@code others} (default: none)
 */
record CircuitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue BreakerSettings others,
        @DefaultValue Map<String, NamedBreaker> routes) {

    CircuitSettings {
        routes = Map.copyOf(routes);
    }

    /** Put together once per change. Refuses values out of range. */
    Rules rules() {
        Map<String, BreakerSettings> named = new HashMap<>();
        routes.forEach((route, breaker) -> named.put(route, breaker.over(others)));
        return new Rules(enabled, others, Map.copyOf(named));
    }

    record Rules(boolean enabled, BreakerSettings others, Map<String, BreakerSettings> routes) {

        BreakerSettings of(String route) {
            return routes.getOrDefault(route, others);
        }
    }
}
