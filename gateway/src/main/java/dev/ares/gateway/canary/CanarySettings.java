package dev.ares.gateway.canary;

import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code ares.gateway.canary}, from the environment and live from Nacos.
 *
 * @param services a rule for each service, by its name in the registry, lower-case letters, digits and dashes (default: none, every
 *     instance gets the same share)
 */
record CanarySettings(@DefaultValue Map<String, CanaryRule> services) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    CanarySettings {
        services = Map.copyOf(services);
        services.keySet().forEach(CanarySettings::requireName);
    }

    private static void requireName(String service) {
        if (!NAME.matcher(service).matches()) {
            throw new IllegalArgumentException(
                    "services: %s (expected: lower-case letters, digits, dashes)".formatted(service));
        }
    }
}
