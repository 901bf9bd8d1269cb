package dev.ares.gateway.canary;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For whom a version is.
 *
 * @param version as its instances tell the registry
 * @param percent of the visitors, 0 to 100 (default 0)
 * @param roles whoever has one of these gets it (default: none)
 * @param users ids of users who get it (default: none)
 */
record VersionRule(
        @DefaultValue("") String version,
        @DefaultValue("0") double percent,
        @DefaultValue List<String> roles,
        @DefaultValue List<String> users) {

    /** What an image's tag may be. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    VersionRule {
        roles = List.copyOf(roles);
        users = List.copyOf(users);
        if (!FORM.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version: '%s' (expected: letters, digits, dots, dashes)".formatted(version));
        }
        // Also what is no number.
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent: %s (expected: 0 to 100)".formatted(percent));
        }
    }

    /** Whether this visitor was named, by id or by role. */
    boolean isFor(Visitor visitor) {
        return (visitor.user() != null && users.contains(visitor.user()))
                || !Collections.disjoint(roles, visitor.roles());
    }
}
