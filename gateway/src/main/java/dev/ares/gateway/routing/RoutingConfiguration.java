package dev.ares.gateway.routing;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.web.FailureTranslator;
import dev.ares.web.ServiceTokens;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    LiveSettings<RoutingSettings> routingSettings(LiveSettingsFactory live) {
        return live.follow("ares.gateway.routing", RoutingSettings.class);
    }

    @Bean
    WebFilter bodyLimit(LiveSettings<RoutingSettings> settings) {
        return new BodyLimit(settings);
    }

    @Bean
    HttpHeadersFilter requestHeaders(ServiceTokens tokens) {
        return new RequestHeaders(tokens);
    }

    @Bean
    HttpHeadersFilter answeredBy() {
        return new AnsweredBy();
    }

    @Bean
    GlobalFilter anotherInstance(LiveSettings<RoutingSettings> settings, MeterRegistry registry) {
        return new AnotherInstance(settings, settings.derived(DoneOnce::of), registry);
    }

    @Bean
    GlobalFilter hangUp() {
        return new HangUp();
    }

    @Bean
    FailureTranslator routingFailures(LiveSettings<RoutingSettings> settings) {
        return new RoutingFailures(settings);
    }
}
