package dev.ares.gateway.circuit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.ares.gateway.circuit.CircuitSettings.Rules;
import dev.ares.gateway.routing.Unanswered;
import dev.ares.resilience.Circuit;
import dev.ares.resilience.Circuits;
import dev.ares.settings.LiveSettings;
import dev.ares.web.Problem;

/**
 * Says 503 at once where most requests of a route went unanswered, instead of letting customers wait for a time-out and the
 * gateway's connections fill up.
 *
 * <p>It stands outside the search for another instance: what that one answered is an answer. Only what nobody answered
 * counts as a failure. An answer, a 5xx too, is none: it came, so nobody waits, and otherwise a request that finds a bug
 * could close the route for all. What the gateway itself refused counts as neither, nor a caller who hung up or a
 * connection that was refused or had been closed: that is known at once, and who is gone may be back for the next request.
 */
final class RouteCircuits implements GlobalFilter, Ordered {

    private static final Set<Unanswered> COSTLY = Set.of(Unanswered.UNREACHED, Unanswered.LOST, Unanswered.LATE);

    private final Supplier<Rules> rules;
    private final Circuits circuits;

    RouteCircuits(LiveSettings<CircuitSettings> settings, Circuits circuits) {
        this.rules = settings.derived(CircuitSettings::rules);
        this.circuits = circuits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Rules now = rules.get();
        return route == null || !now.enabled()
                ? chain.filter(exchange)
                : through(circuits.of(route.getId(), now.of(route.getId())), exchange, chain)
                        .onErrorMap(
                                CallNotPermittedException.class,
                                open -> Problem.unavailable(
                                        atLeastASecond(now.of(route.getId()).openFor())));
    }

    private static Mono<Void> through(Circuit circuit, ServerWebExchange exchange, GatewayFilterChain chain) {
        return circuit.await(Mono.defer(() -> attempt(circuit.breaker(), exchange, chain)));
    }

    private static Mono<Void> attempt(CircuitBreaker circuit, ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!circuit.tryAcquirePermission()) {
            return Mono.error(CallNotPermittedException.createCallNotPermittedException(circuit));
        }
        Admission admission = new Admission(circuit, circuit.getState(), circuit.getCurrentTimestamp());
        // It ends when the answer begins; the body is passed on further out.
        return Mono.defer(() -> chain.filter(exchange))
                .doOnSuccess(answer -> admission.answered())
                .doOnError(fault -> admission.failed(exchange, fault))
                .doOnCancel(admission::abandoned);
    }

    /** What began before the circuit opened says nothing about whether it may close. */
    private record Admission(CircuitBreaker circuit, State in, long begun) {

        void answered() {
            if (isValid()) {
                circuit.onSuccess(lasted(), circuit.getTimestampUnit());
            }
        }

        void failed(ServerWebExchange exchange, Throwable fault) {
            if (Unanswered.isOfClosedConnections(fault)
                    || Unanswered.of(exchange, fault).filter(COSTLY::contains).isEmpty()) {
                abandoned();
            } else if (isValid()) {
                circuit.onError(lasted(), circuit.getTimestampUnit(), fault);
            }
        }

        void abandoned() {
            if (isValid()) {
                circuit.releasePermission();
            }
        }

        private boolean isValid() {
            return circuit.getState() == in;
        }

        private long lasted() {
            return circuit.getCurrentTimestamp() - begun;
        }
    }

    private static Duration atLeastASecond(Duration time) {
        return time.toMillis() < TimeUnit.SECONDS.toMillis(1) ? Duration.ofSeconds(1) : time;
    }

    /** Before anything is chosen, tried or counted for a version. */
    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 3;
    }
}
