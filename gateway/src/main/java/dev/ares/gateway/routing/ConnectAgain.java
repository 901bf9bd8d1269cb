package dev.ares.gateway.routing;

import java.net.ConnectException;
import java.net.URI;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Looks for another instance when one does not take the connection: between its death and the registry's news of it. Only
 * for GET and HEAD, and only while nothing was sent.
 */
final class ConnectAgain implements GlobalFilter, Ordered {

    private final RoutingSettings settings;

    ConnectAgain(RoutingSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        HttpMethod method = exchange.getRequest().getMethod();
        URI service = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        if (service == null || !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> attempt(exchange, chain, service))
                .retryWhen(Retry.fixedDelay(settings.connectAttempts() - 1L, settings.connectPause())
                        .filter(ConnectException.class::isInstance)
                        .onRetryExhaustedThrow((retry, last) -> last.failure()));
    }

    /** Each attempt chooses an instance anew. */
    private static Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain, URI service) {
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, service);
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
        return chain.filter(exchange);
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 1;
    }
}
