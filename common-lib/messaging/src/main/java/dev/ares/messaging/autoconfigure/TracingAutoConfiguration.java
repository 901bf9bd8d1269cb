package dev.ares.messaging.autoconfigure;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import reactor.util.context.ContextView;

import dev.ares.messaging.Traces;

/** Where the service traces, messages continue the trace of the request that writes them. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration"
        })
@ConditionalOnClass({Tracer.class, ContextSnapshotFactory.class})
@ConditionalOnBean(Tracer.class)
public class TracingAutoConfiguration {

    @Bean
    Traces messageTraces(Tracer tracer) {
        ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
        return new Traces(context -> traceparent(tracer, snapshots, context));
    }

    @Bean
    @ConditionalOnBean(Propagator.class)
    SendSpans sendSpans(Propagator propagator) {
        return new SendSpans(propagator);
    }

    private static @Nullable String traceparent(Tracer tracer, ContextSnapshotFactory snapshots, ContextView context) {
        try (ContextSnapshot.Scope scope = snapshots.setThreadLocalsFrom(context)) {
            TraceContext trace = tracer.currentTraceContext().context();
            if (trace == null) {
                return null;
            }
            String sampled = Boolean.TRUE.equals(trace.sampled()) ? "01" : "00";
            return "00-" + trace.traceId() + "-" + trace.spanId() + "-" + sampled;
        }
    }
}
