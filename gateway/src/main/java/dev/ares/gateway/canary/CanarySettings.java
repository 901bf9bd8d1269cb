package dev.ares.gateway.canary;

import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code ares.gateway.canary}, from the environment and live from Nacos.
 *
 * @param services a rule for each service, by its name in the registry (default: none, every instance gets the same share)
 */
record CanarySettings(@DefaultValue Map<String, CanaryRule> services) {

    CanarySettings {
        services = Map.copyOf(services);
    }
}
