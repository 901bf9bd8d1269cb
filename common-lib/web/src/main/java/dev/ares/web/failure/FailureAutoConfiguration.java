package dev.ares.web.failure;

import java.util.List;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

import dev.ares.web.FailureTranslator;
import dev.ares.web.Failures;

/** Answers failures before Spring Boot's own error handling would. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class FailureAutoConfiguration {

    /** Before {@code DefaultErrorWebExceptionHandler}, which stands at -1. */
    private static final int BEFORE_BOOT = -2;

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 2)
    FailureTranslator jsonFailures() {
        return new JsonFailures();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 1)
    FailureTranslator httpFailures() {
        return new HttpFailures();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    FailureTranslator infrastructureFailures() {
        return new InfrastructureFailures(FailureAutoConfiguration.class.getClassLoader());
    }

    @Bean
    Failures failures(ObjectProvider<FailureTranslator> translators) {
        return new Failures(List.copyOf(translators.orderedStream().toList()));
    }

    @Bean
    @Order(BEFORE_BOOT)
    ProblemHandler problemHandler(Failures failures, JsonMapper json, ObjectProvider<Tracer> tracer) {
        return new ProblemHandler(failures, json, new TraceIds(tracer.getIfAvailable(() -> Tracer.NOOP)));
    }
}
