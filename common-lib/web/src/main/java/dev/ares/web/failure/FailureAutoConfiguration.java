package dev.ares.web.failure;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
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
    Failures failures(ObjectProvider<FailureTranslator> ofTheService) {
        List<FailureTranslator> translators =
                new ArrayList<>(ofTheService.orderedStream().toList());
        translators.add(new JsonFailures());
        translators.add(new HttpFailures());
        translators.add(new InfrastructureFailures(FailureAutoConfiguration.class.getClassLoader()));
        return new Failures(translators);
    }

    @Bean
    @Order(BEFORE_BOOT)
    ProblemHandler problemHandler(Failures failures, JsonMapper json, ObjectProvider<Tracer> tracer) {
        return new ProblemHandler(failures, json, new TraceIds(tracer.getIfAvailable(() -> Tracer.NOOP)));
    }
}
