package dev.ares.gateway.balancing;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.ares.gateway.routes.Streams;

/** Around everything that passes a request on and its answer back: what it began ends here, also when the caller hangs up. */
final class FlightFilter implements GlobalFilter, Ordered {

    /** A stream is open for minutes and does next to nothing: who has many of them is not busy. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (Streams.isOne(exchange)) {
            return chain.filter(exchange);
        }
        Flight flight = Flight.begin(exchange);
        return chain.filter(exchange).doFinally(end -> flight.end());
    }

    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }
}
