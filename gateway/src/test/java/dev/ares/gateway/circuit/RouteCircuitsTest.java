package dev.ares.gateway.circuit;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;

import dev.ares.resilience.BreakerSettings;
import dev.ares.resilience.Circuits;
import dev.ares.settings.LiveSettings;
import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class RouteCircuitsTest {

    private static final int FEWEST = 20;
    private static final BreakerSettings SETTINGS =
            new BreakerSettings(0.5, Duration.ofSeconds(10), FEWEST, Duration.ofSeconds(30), 1, Duration.ZERO);
    private static final Mono<Void> UNANSWERED = Mono.error(new IOException("reset"));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Circuits known = new Circuits(metrics);
    private final RouteCircuits circuits = circuits(true);
    private final AtomicInteger passed = new AtomicInteger();

    @Test
    void aRouteOnWhichNobodyAnswersIsGivenUpAtOnce() {
        for (int i = 0; i < FEWEST; i++) {
            assertThat(fault(request(circuits, "orders", UNANSWERED))).containsInstanceOf(IOException.class);
        }

        assertThat(fault(request(circuits, "orders", UNANSWERED)))
                .containsInstanceOf(Problem.class)
                .hasValueSatisfying(refusal -> {
                    assertThat(((Problem) refusal).status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                    assertThat(((Problem) refusal).retryAfter()).contains(Duration.ofSeconds(30));
                });
        assertThat(passed).hasValue(FEWEST);
        assertThat(metrics.get("resilience4j.circuitbreaker.state")
                        .tags("name", "orders", "state", "open")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(fault(request(circuits, "products", Mono.empty()))).isEmpty();
    }

    /** Each takes as long as a connection may. */
    @Test
    void soIsARouteOnWhichNobodyIsReached() {
        for (int i = 0; i < FEWEST; i++) {
            fault(request(circuits, "orders", Mono.error(new ConnectTimeoutException("1 s"))));
        }
        assertThat(fault(request(circuits, "orders", Mono.empty()))).containsInstanceOf(Problem.class);
    }

    @Test
    void oneOfThreeThatDoesNotAnswerDoesNot() {
        for (int i = 0; i < 60; i++) {
            request(circuits, "orders", i % 3 == 0 ? UNANSWERED : Mono.empty())
                    .onErrorComplete()
                    .block();
        }
        assertThat(passed).hasValue(60);
    }

    @Test
    void whatIsNoInstancesFaultDoesNotCount() {
        for (int i = 0; i < 2 * FEWEST; i++) {
            fault(request(circuits, "orders", Mono.error(Problem.badRequest("x", "y"))));
            fault(request(circuits, "orders", Mono.error(new ConnectException("refused"))));
            // The caller hangs up.
            request(circuits, "orders", Mono.never()).subscribe().dispose();
        }
        assertThat(fault(request(circuits, "orders", Mono.empty()))).isEmpty();
        assertThat(passed).hasValue(6 * FEWEST + 1);
    }

    @Test
    void whatBeganBeforeItOpenedIsNoProbe() {
        CircuitBreaker circuit = known.of("orders", SETTINGS).breaker();
        Sinks.Empty<Void> late = Sinks.empty();
        request(circuits, "orders", late.asMono()).subscribe();
        circuit.transitionToOpenState();
        circuit.transitionToHalfOpenState();

        late.tryEmitEmpty();

        assertThat(circuit.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(fault(request(circuits, "orders", Mono.empty()))).isEmpty();
        assertThat(circuit.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void norIsItsFailure() {
        CircuitBreaker circuit = known.of("orders", SETTINGS).breaker();
        Sinks.Empty<Void> late = Sinks.empty();
        request(circuits, "orders", late.asMono()).subscribe(done -> {}, fault -> {});
        circuit.transitionToOpenState();
        circuit.transitionToHalfOpenState();

        late.tryEmitError(new IOException("reset"));

        assertThat(circuit.getState()).isEqualTo(State.HALF_OPEN);
    }

    /** The only place of a probe is taken: whoever held none gives none back. */
    @Test
    void norItsEndWithoutAnAnswer() {
        CircuitBreaker circuit = known.of("orders", SETTINGS).breaker();
        Disposable before = request(circuits, "orders", Mono.never()).subscribe();
        circuit.transitionToOpenState();
        circuit.transitionToHalfOpenState();
        Disposable probe = request(circuits, "orders", Mono.never()).subscribe();

        before.dispose();

        assertThat(fault(request(circuits, "orders", Mono.empty()))).containsInstanceOf(Problem.class);
        probe.dispose();
        assertThat(fault(request(circuits, "orders", Mono.empty()))).isEmpty();
    }

    @Test
    void switchedOffEverythingPasses() {
        RouteCircuits off = circuits(false);
        for (int i = 0; i < 2 * FEWEST; i++) {
            fault(request(off, "orders", UNANSWERED));
        }
        assertThat(passed).hasValue(2 * FEWEST);
    }

    private static Optional<Throwable> fault(Mono<Void> request) {
        return request.materialize().blockOptional().map(Signal::getThrowable);
    }

    private RouteCircuits circuits(boolean enabled) {
        return new RouteCircuits(LiveSettings.fixed(new CircuitSettings(enabled, SETTINGS, Map.of())), known);
    }

    private Mono<Void> request(RouteCircuits through, String route, Mono<Void> outcome) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/api/x"));
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR,
                        Route.async()
                                .id(route)
                                .uri("lb://x")
                                .predicate(any -> true)
                                .build());
        return through.filter(exchange, same -> {
            passed.incrementAndGet();
            return outcome;
        });
    }
}
