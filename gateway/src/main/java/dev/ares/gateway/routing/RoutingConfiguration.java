package dev.ares.gateway.routing;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import dev.ares.web.FailureTranslator;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoutingSettings.class)
class RoutingConfiguration {

    @Bean
    WebFilter bodyLimit(RoutingSettings settings) {
        return new BodyLimit(settings.maxBody(), settings.bodyTimeout());
    }

    @Bean
    HttpHeadersFilter requestHeaders() {
        return new RequestHeaders();
    }

    @Bean
    HttpHeadersFilter answeredBy() {
        return new AnsweredBy();
    }

    @Bean
    GlobalFilter anotherInstance(RoutingSettings settings, MeterRegistry registry) {
        return new AnotherInstance(settings, registry);
    }

    @Bean
    GlobalFilter hangUp() {
        return new HangUp();
    }

    @Bean
    FailureTranslator routingFailures(RoutingSettings settings) {
        return new RoutingFailures(settings.retryAfter());
    }
}
