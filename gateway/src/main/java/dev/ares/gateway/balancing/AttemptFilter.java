package dev.ares.gateway.balancing;

import java.util.function.LongSupplier;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.ares.gateway.endpoint.AskedToWait;
import dev.ares.gateway.routes.Streams;
import dev.ares.gateway.routing.BodyRead;
import dev.ares.gateway.routing.Unanswered;

/** Right after an instance was chosen, for each attempt: tells where the request is, and learns whether it was answered. */
final class AttemptFilter implements GlobalFilter, Ordered {

    private final Ejections ejections;
    private final LongSupplier nanoTime;

    AttemptFilter(Ejections ejections, LongSupplier nanoTime) {
        this.ejections = ejections;
        this.nanoTime = nanoTime;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Object chosen = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR);
        return chosen instanceof Choice choice ? attempt(exchange, chain, choice) : chain.filter(exchange);
    }

    private Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain, Choice choice) {
        Flight flight = Flight.of(exchange);
        if (flight != null) {
            flight.to(choice.member());
        }
        long begun = nanoTime.getAsLong();
        // It ends when the answer begins; the body is passed on further out.
        return chain.filter(exchange)
                .doOnSuccess(answer -> choice.member().answered())
                .doOnError(fault ->
                        Unanswered.of(exchange, fault).ifPresent(reason -> ejections.unanswered(choice, reason)))
                .doOnCancel(() -> hungUp(exchange, choice, begun));
    }

    /** Where all callers give up before the time-out, nothing else tells that an instance hangs. */
    private void hungUp(ServerWebExchange exchange, Choice choice, long begun) {
        if (Unanswered.isSent(exchange) && !isToTakeLong(exchange)) {
            ejections.givenUp(choice, nanoTime.getAsLong() - BodyRead.orLater(exchange, begun));
        }
    }

    private static boolean isToTakeLong(ServerWebExchange exchange) {
        return Streams.isOne(exchange) || AskedToWait.isOne(exchange.getRequest());
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER + 1;
    }
}
