package dev.ares.gateway.identity;

import io.micrometer.context.ContextRegistry;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    WebHttpHandlerBuilderCustomizer requestIds() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new RequestIdInLogs());
        return builder -> builder.httpHandlerDecorator(RequestIds::new);
    }

    @Bean
    WebFilter traceInAnswers() {
        return new TraceInAnswers();
    }
}
