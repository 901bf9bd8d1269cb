package dev.ares.degradation.web;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.Degradation.State;
import dev.ares.degradation.Level;
import dev.ares.web.Problem;

/**
 * Refuses, at level 3, what the checkout does not need, before it costs anything: 503 {@code switched-off} with
 * {@code Retry-After}, counted by {@code ares.degradation.refused}. All answers have {@value #HEADER} then. Behind the check
 * of tokens, so that strangers learn nothing.
 */
public final class SwitchedOff implements WebFilter, Ordered {

    /** Says in an answer that it is degraded, at which level and why: {@code 1;reason=store}. */
    public static final String HEADER = "Ares-Degraded";

    private final Degradation degradation;
    private final List<PathPattern> off;
    private final Counter refused;

    /**
     * @param off such as {@code GET /api/orders}, in the patterns of Spring
     * @throws IllegalArgumentException for another method: what was accepted must be able to end, and be undone
     */
    public SwitchedOff(Degradation degradation, List<String> off, MeterRegistry metrics) {
        this.degradation = degradation;
        this.refused = metrics.counter("ares.degradation.refused");
        this.off = off.stream().map(SwitchedOff::pattern).toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        State now = degradation.state();
        if (!now.level().reaches(Level.ESSENTIAL)) {
            return chain.filter(exchange);
        }
        exchange.getResponse().getHeaders().set(HEADER, now.header());
        if (isOff(exchange.getRequest())) {
            refused.increment();
            return Mono.error(Problem.switchedOff(degradation.settings().dwell()));
        }
        return chain.filter(exchange);
    }

    private boolean isOff(ServerHttpRequest request) {
        HttpMethod method = request.getMethod();
        PathContainer path = request.getPath().pathWithinApplication();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && off.stream().anyMatch(each -> each.matches(path));
    }

    @Override
    public int getOrder() {
        return 0;
    }

    private static PathPattern pattern(String endpoint) {
        if (!endpoint.startsWith("GET /")) {
            throw new IllegalArgumentException("off: %s (expected: as in GET /api/orders)".formatted(endpoint));
        }
        return PathPatternParser.defaultInstance.parse(endpoint.substring("GET ".length()));
    }
}
