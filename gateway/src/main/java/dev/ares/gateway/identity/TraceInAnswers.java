package dev.ares.gateway.identity;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Tells the caller in every answer, refusals included, which trace its request belongs to. */
final class TraceInAnswers implements WebFilter, Ordered {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        // At the end, so that an answer of a service cannot name another.
        response.beforeCommit(
                () -> Mono.fromRunnable(() -> response.getHeaders().set(TraceParent.HEADER, traceOf(exchange))));
        return chain.filter(exchange);
    }

    private static String traceOf(ServerWebExchange exchange) {
        return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(context -> context.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(Span::context)
                .map(TraceParent::of)
                .orElseGet(() -> TraceParent.unrecorded(
                        exchange.getRequest().getHeaders().getFirst(TraceParent.HEADER)));
    }

    /** Before whoever may refuse. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
