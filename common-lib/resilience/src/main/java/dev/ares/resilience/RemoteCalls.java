package dev.ares.resilience;

import java.time.Duration;
import java.util.function.Function;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.settings.LiveSettings;

/** All that a service calls, each by a name that stands in metrics and log lines. One of them per service. */
public final class RemoteCalls {

    private static final Logger log = LoggerFactory.getLogger(RemoteCalls.class);

    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final MeterRegistry metrics;

    public RemoteCalls(MeterRegistry metrics) {
        this.metrics = metrics;
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(metrics);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(metrics);
    }

    /**
     * The way to somebody remote, which follows its settings from now on.
     *
     * @param part what the settings say of this one
     * @throws IllegalStateException when there is a way of this name already
     */
    public <S> RemoteCall to(String name, LiveSettings<S> settings, Function<S, CallSettings> part) {
        if (breakers.find(name).isPresent()) {
            throw new IllegalStateException("remote call %s: twice (expected: each name once)".formatted(name));
        }
        CallSettings first = part.apply(settings.get());
        Places places = new Places(name, first.atOnce());
        Breaker breaker = new Breaker(name, first.breaker());
        settings.nowAndOnChange(changed -> {
            CallSettings now = part.apply(changed);
            places.follow(now.atOnce());
            breaker.follow(now.breaker());
        });
        return new RemoteCall(
                name,
                () -> part.apply(settings.get()),
                () -> breaker.present,
                () -> places.present,
                new CallMetrics(metrics, name));
    }

    /**
     * How many calls there are at once. The library's bulkhead grows at once, but to shrink it would wait for calls to end,
     * and pushes with it. So another takes the place of the present one: until those under way end, they come on top.
     */
    private final class Places {

        private final String name;
        private volatile Bulkhead present;

        Places(String name, int atOnce) {
            this.name = name;
            this.present = bulkheads.bulkhead(name, config(atOnce));
        }

        void follow(int atOnce) {
            int before = present.getBulkheadConfig().getMaxConcurrentCalls();
            if (atOnce > before) {
                present.changeConfig(config(atOnce));
            } else if (atOnce < before) {
                present = Bulkhead.of(name, config(atOnce));
                bulkheads.replace(name, present);
            }
        }

        private static BulkheadConfig config(int atOnce) {
            return BulkheadConfig.custom()
                    .maxConcurrentCalls(atOnce)
                    .maxWaitDuration(Duration.ZERO)
                    .writableStackTraceEnabled(false)
                    .build();
        }
    }

    /** The library's breakers do not change: another takes the place of the present one, in the metrics too. */
    private final class Breaker {

        private final String name;
        private BreakerSettings settings;
        private volatile CircuitBreaker present;

        Breaker(String name, BreakerSettings settings) {
            this.name = name;
            this.settings = settings;
            this.present = breakers.circuitBreaker(name, config(settings));
            logTransitions();
        }

        void follow(BreakerSettings changed) {
            if (!changed.equals(settings)) {
                settings = changed;
                present = CircuitBreaker.of(name, config(changed));
                logTransitions();
                breakers.replace(name, present);
            }
        }

        private void logTransitions() {
            present.getEventPublisher()
                    .onStateTransition(event -> log.warn("Circuit {}: {}", name, event.getStateTransition()));
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
}
