package dev.ares.gateway.browser;

import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class BrowserConfiguration {

    @Bean
    WebHttpHandlerBuilderCustomizer securityHeaders() {
        return builder -> builder.httpHandlerDecorator(SecurityHeaders::new);
    }

    @Bean
    LiveSettings<CrossOriginSettings> crossOriginSettings(LiveSettingsFactory live) {
        return live.follow("ares.gateway.cross-origin", CrossOriginSettings.class);
    }

    @Bean
    CrossOrigin crossOrigin(LiveSettings<CrossOriginSettings> settings) {
        return new CrossOrigin(settings);
    }

    @Bean
    WebFilter preflights(CrossOrigin crossOrigin) {
        return new Preflights(crossOrigin);
    }
}
