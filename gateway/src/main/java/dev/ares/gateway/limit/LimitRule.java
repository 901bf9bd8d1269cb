package dev.ares.gateway.limit;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.ares.gateway.endpoint.Endpoint;

/**
 * How much of some endpoints one address and one user may ask for. What is not said is not limited.
 *
 * @param name stands in headers and metrics; lower-case letters, digits and dashes
 * @param endpoints {@code POST /api/orders}, {@code /api/products/**}
 */
record LimitRule(
        @DefaultValue("") String name,
        @DefaultValue List<String> endpoints,
        @Nullable Allowance perAddress,
        @Nullable Allowance perUser) {

    LimitRule {
        if (!name.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "ares.gateway.limits.rules.name: %s (expected: up to 40 lower-case letters, digits, dashes)"
                            .formatted(name));
        }
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException(
                    "ares.gateway.limits.rules.endpoints of %s: none (expected: at least one)".formatted(name));
        }
        endpoints = List.copyOf(endpoints);
    }

    @Nullable
    Allowance of(Subject.Kind kind) {
        return switch (kind) {
            case ADDRESS -> perAddress;
            case USER -> perUser;
        };
    }

    /** A rule, its endpoints read once. */
    record Compiled(LimitRule rule, List<Endpoint> endpoints) {

        static Compiled of(LimitRule rule) {
            return new Compiled(rule, Endpoint.all(rule.endpoints()));
        }

        boolean fits(ServerHttpRequest request) {
            return endpoints.stream().anyMatch(endpoint -> endpoint.fits(request));
        }
    }
}
