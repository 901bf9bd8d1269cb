package dev.ares.observability.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Takes the place of Spring Boot's own handler of requests. Not nested in {@link SamplingAutoConfiguration}: it would be
 * read with that one, before there is a tracer.
 */
@AutoConfiguration(
        after = OpenTelemetryTracingAutoConfiguration.class,
        before = MicrometerTracingAutoConfiguration.class)
@ConditionalOnClass(ServerHttpRequest.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class RequestSpansAutoConfiguration {

    @Bean
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    @ConditionalOnBean({Tracer.class, Propagator.class})
    NamedBeforeTheyStart namedBeforeTheyStart(Tracer tracer, Propagator propagator) {
        return new NamedBeforeTheyStart(tracer, propagator);
    }
}
