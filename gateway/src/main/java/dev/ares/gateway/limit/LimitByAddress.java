package dev.ares.gateway.limit;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.ares.gateway.identity.ClientAddress;

/** Limits by address, before anything is read or verified: guessing tokens counts too. */
final class LimitByAddress implements WebFilter, Ordered {

    private final RateLimits limits;

    LimitByAddress(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String address = limits.address(exchange.getRequest());
        ClientAddress.found(exchange, address);
        var subject = new Subject(Subject.Kind.ADDRESS, address);
        return limits.take(exchange, subject).then(Mono.defer(() -> chain.filter(exchange)));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }
}
