package dev.ares.gateway.limit;

import java.security.Principal;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Limits by user, once the token is verified; where an endpoint is open to everyone there is no user, only an address. */
final class LimitByUser implements WebFilter, Ordered {

    /** Spring Security's filter has -100. */
    static final int ORDER = -50;

    private final RateLimits limits;

    LimitByUser(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getPrincipal()
                .map(Principal::getName)
                .flatMap(user -> limits.take(exchange, new Subject(Subject.Kind.USER, user)))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
