package dev.ares.gateway.overload;

import java.time.Duration;
import java.util.List;

import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.ares.gateway.endpoint.Endpoint;
import dev.ares.traffic.limit.OverloadSettings;
import dev.ares.traffic.limit.Priority;

/** The settings, read once per change instead of once per request. */
record ShedRules(
        boolean enabled,
        OverloadSettings limiter,
        Duration retryAfter,
        List<Endpoint> critical,
        List<Endpoint> checkout,
        List<Endpoint> waiting) {

    static ShedRules of(ShedSettings settings) {
        return new ShedRules(
                settings.enabled(),
                settings.limiter(),
                settings.retryAfter(),
                Endpoint.all(settings.critical()),
                Endpoint.all(settings.checkout()),
                Endpoint.all(settings.waiting()));
    }

    Priority priority(ServerHttpRequest request) {
        if (anyFits(critical, request)) {
            return Priority.CRITICAL;
        }
        return anyFits(checkout, request) ? Priority.CHECKOUT : Priority.BROWSING;
    }

    /** Whether its answer takes long because it is meant to. */
    boolean waits(ServerHttpRequest request) {
        return anyFits(waiting, request);
    }

    private static boolean anyFits(List<Endpoint> endpoints, ServerHttpRequest request) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.fits(request));
    }
}
