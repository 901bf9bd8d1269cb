package dev.ares.resilience;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Circuits circuits = new Circuits(metrics);

    @Test
    void aNameHasOneWhileItsSettingsStay() {
        assertThat(circuits.of("orders", settings(20))).isSameAs(circuits.of("orders", settings(20)));
        assertThat(circuits.of("orders", settings(20))).isNotSameAs(circuits.of("products", settings(20)));
    }

    @Test
    void changedSettingsBeginClosedInTheMetricsToo() {
        CircuitBreaker before = circuits.of("orders", settings(20)).breaker();
        before.transitionToOpenState();
        assertThat(isOpen("orders")).isTrue();

        CircuitBreaker after = circuits.of("orders", settings(10)).breaker();

        assertThat(after.getState()).isEqualTo(State.CLOSED);
        assertThat(after.getCircuitBreakerConfig().getMinimumNumberOfCalls()).isEqualTo(10);
        assertThat(isOpen("orders")).isFalse();
    }

    @Test
    void aRefusalByAnotherCircuitIsNotWaitedFor() {
        var patient =
                new BreakerSettings(0.5, Duration.ofSeconds(10), 20, Duration.ofSeconds(2), 5, Duration.ofMinutes(1));
        Circuit outer = circuits.of("route", patient);
        outer.breaker().transitionToOpenState();
        outer.breaker().transitionToHalfOpenState();
        CircuitBreaker inner = circuits.of("call", settings(20)).breaker();

        StepVerifier.create(outer.await(Mono.error(CallNotPermittedException.createCallNotPermittedException(inner))))
                .expectError(CallNotPermittedException.class)
                .verify(Duration.ofSeconds(20));
    }

    private boolean isOpen(String name) {
        return metrics.get("resilience4j.circuitbreaker.state")
                        .tags("name", name, "state", "open")
                        .gauge()
                        .value()
                == 1;
    }

    private static BreakerSettings settings(int minimumCalls) {
        return new BreakerSettings(0.5, Duration.ofSeconds(10), minimumCalls, Duration.ofSeconds(2), 5, Duration.ZERO);
    }
}
