package dev.ares.web.failure;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/** The trace that a request belongs to. */
final class TraceIds {

    private final Tracer tracer;

    TraceIds(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Null when the request is not observed. */
    @Nullable
    String of(ServerWebExchange exchange) {
        return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(context -> context.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(TraceIds::id)
                .orElseGet(this::current);
    }

    private @Nullable String current() {
        Span span = tracer.currentSpan();
        return span == null ? null : id(span);
    }

    private static String id(Span span) {
        return span.context().traceId();
    }
}
