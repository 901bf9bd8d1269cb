package dev.ares.observability.tracing;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sends spans to {@code ARES_OTLP_ENDPOINT}, the base address of an OTLP/HTTP receiver such as
 * {@code http://collector:4318}. Without it nothing is exported, unless OpenTelemetry's own variable
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set, which Spring Boot reads.
 */
class OtlpEndpoint implements EnvironmentPostProcessor {

    static final String VARIABLE = "ARES_OTLP_ENDPOINT";
    static final String PROPERTY = "management.opentelemetry.tracing.export.otlp.endpoint";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String base = environment.getProperty(VARIABLE, "").strip();
        if (base.isEmpty()) {
            return;
        }
        String traces = base.replaceAll("/+$", "") + "/v1/traces";
        // Last: whoever names the property itself wins.
        environment.getPropertySources().addLast(new MapPropertySource(VARIABLE, Map.of(PROPERTY, traces)));
    }
}
