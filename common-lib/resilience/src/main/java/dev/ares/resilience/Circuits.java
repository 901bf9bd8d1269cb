package dev.ares.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Circuit breakers by name, for those who make calls in a way of their own and count what became of them themselves. The
 * library's breakers do not change: when the settings do, another takes the place of the present one, in the metrics too,
 * closed and having counted nothing. Safe for use by several threads.
 */
public final class Circuits {

    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();

    /** Shows them as {@code resilience4j.circuitbreaker.*}, by name. */
    public Circuits(MeterRegistry metrics) {
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(metrics);
    }

    /** The present one of this name; made, or made anew, when it has not these settings. */
    public Circuit of(String name, BreakerSettings settings) {
        Circuit present = circuits.get(name);
        if (present == null || !present.settings().equals(settings)) {
            present = circuits.compute(
                    name,
                    (same, other) ->
                            other != null && other.settings().equals(settings) ? other : start(name, settings));
        }
        return present;
    }

    private Circuit start(String name, BreakerSettings settings) {
        CircuitBreaker breaker;
        if (breakers.find(name).isEmpty()) {
            breaker = breakers.circuitBreaker(name, config(settings));
        } else {
            breaker = CircuitBreaker.of(name, config(settings));
            breakers.replace(name, breaker);
        }
        return new Circuit(settings, breaker);
    }

    private static CircuitBreakerConfig config(BreakerSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(Math.toIntExact(settings.window().toSeconds()))
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold((float) (settings.failureShare() * 100))
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .writableStackTraceEnabled(false)
                .build();
    }
}
