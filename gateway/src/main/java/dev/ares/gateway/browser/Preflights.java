package dev.ares.gateway.browser;

import org.springframework.core.Ordered;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Answers browsers that ask whether a page may call the shop so, before it calls. */
final class Preflights implements WebFilter, Ordered {

    private final CrossOrigin crossOrigin;

    Preflights(CrossOrigin crossOrigin) {
        this.crossOrigin = crossOrigin;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return CorsUtils.isPreFlightRequest(exchange.getRequest())
                ? crossOrigin.permitted(exchange).then(Mono.defer(() -> exchange.getResponse()
                        .setComplete()))
                : chain.filter(exchange);
    }

    /** Once its address had an allowance for it: nothing is free that anybody may send. No page reads why it was refused. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 12;
    }
}
