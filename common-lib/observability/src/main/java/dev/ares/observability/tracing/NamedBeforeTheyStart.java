package dev.ares.observability.tracing;

import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Tells a request's method and path to its span before it starts. Micrometer names spans when they end, when the route
 * is known; whether one is recorded is decided when it starts.
 */
final class NamedBeforeTheyStart extends PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> {

    NamedBeforeTheyStart(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public Span.Builder customizeExtractedSpan(ReceiverContext<?> received, Span.Builder span) {
        if (received.getCarrier() instanceof ServerHttpRequest request) {
            span.tag(SamplingRules.METHOD.getKey(), request.getMethod().name())
                    .tag(SamplingRules.PATH.getKey(), request.getURI().getPath());
        }
        return span;
    }
}
