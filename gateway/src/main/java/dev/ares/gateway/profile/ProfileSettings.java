package dev.ares.gateway.profile;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code ares.gateway.profile}, from the environment.
 *
 * @param port on 127.0.0.1, where {@code GET /internal/profile} is answered; 0: nowhere (default)
 */
@ConfigurationProperties("ares.gateway.profile")
record ProfileSettings(@DefaultValue("0") int port) {

    ProfileSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "ares.gateway.profile.port: %d (expected: 1 to 65535, or 0 for none)".formatted(port));
        }
    }
}
