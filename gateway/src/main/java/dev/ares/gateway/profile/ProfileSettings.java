package dev.ares.gateway.profile;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code ares.gateway.profile}, from the environment.
 *
 * @param port on 127.0.0.1, where {@code GET /internal/profile} is answered; 0 or none: nowhere (default)
 */
@ConfigurationProperties("ares.gateway.profile")
record ProfileSettings(@Nullable Integer port) {

    ProfileSettings {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new IllegalArgumentException(
                    "ares.gateway.profile.port: %d (expected: 1 to 65535, or 0 for none)".formatted(port));
        }
    }

    boolean isOpen() {
        return port != null && port != 0;
    }
}
