package dev.ares.gateway.canary;

import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.ares.gateway.endpoint.AskedToWait;
import dev.ares.gateway.identity.ClientAddress;
import dev.ares.gateway.routes.Streams;
import dev.ares.gateway.routing.BodyRead;
import dev.ares.gateway.routing.Unanswered;

/**
 * Tells the choice of an instance who asks, and the canaries what came of it: when the answer's first byte is there, or
 * when it is said that none comes. A caller who hangs up before counts for nobody, nor does the time that one takes to
 * send a body, or asks to wait: callers shall not make a version slow.
 */
final class VisitorFilter implements GlobalFilter, Ordered {

    static final String VISITOR = Visitor.class.getName();

    private final Canaries canaries;
    private final LongSupplier nanoTime;

    VisitorFilter(Canaries canaries, LongSupplier nanoTime) {
        this.canaries = canaries;
        this.nanoTime = nanoTime;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        long begin = nanoTime.getAsLong();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> answered(exchange, begin)));
        return exchange.getPrincipal()
                .map(principal -> visitor(exchange, principal))
                .switchIfEmpty(Mono.fromSupplier(() -> visitor(exchange, null)))
                .doOnNext(visitor -> exchange.getAttributes().put(VISITOR, visitor))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private static Visitor visitor(ServerWebExchange exchange, @Nullable Principal principal) {
        String address = ClientAddress.of(exchange);
        List<String> roles = principal instanceof JwtAuthenticationToken token
                ? token.getToken().getClaimAsStringList("roles")
                : null;
        return new Visitor(
                principal == null ? null : principal.getName(),
                address == null ? "unknown" : address,
                roles == null ? Set.of() : Set.copyOf(roles),
                exchange.getRequest().getHeaders().getFirst(Visitor.HEADER));
    }

    private void answered(ServerWebExchange exchange, long begin) {
        if (exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR)
                        instanceof Response<?> choice
                && choice.getServer() instanceof ServiceInstance instance) {
            HttpStatusCode status = exchange.getResponse().getStatusCode();
            if (BodyRead.isGivenUp(exchange) || isLate(status) && isOfTheCaller(exchange)) {
                // The body did not come in time, or the answer was not meant to: that says nothing of the instance.
                return;
            }
            long since = BodyRead.orLater(exchange, begin);
            canaries.answered(instance, nanoTime.getAsLong() - since, outcome(exchange, status));
        }
    }

    private static boolean isOfTheCaller(ServerWebExchange exchange) {
        return Unanswered.isStillSending(exchange) || AskedToWait.isOne(exchange.getRequest());
    }

    private static boolean isLate(@Nullable HttpStatusCode status) {
        return status != null && status.isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT);
    }

    private static Outcome outcome(ServerWebExchange exchange, @Nullable HttpStatusCode status) {
        if (status != null && status.is5xxServerError()) {
            return Outcome.FAILED;
        }
        return Streams.isOne(exchange) || AskedToWait.isOne(exchange.getRequest()) ? Outcome.WAITED : Outcome.ANSWERED;
    }

    /** Once for a request, however often an instance is looked for. */
    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 2;
    }
}
