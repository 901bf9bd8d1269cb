package dev.ares.gateway.routes;

import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    LiveSettings<RouteTable> routeTable(LiveSettingsFactory live) {
        return live.follow("ares.gateway.routes", RouteTable.class);
    }

    @Bean
    NamedRoutes namedRoutes(LiveSettings<RouteTable> settings) {
        return new NamedRoutes(settings);
    }

    @Bean
    RouteDefinitionLocator liveRoutes(LiveSettings<RouteTable> settings, ApplicationEventPublisher events) {
        LiveRoutes routes = new LiveRoutes(settings);
        // The router keeps its routes until it is told.
        settings.onChange(changed -> events.publishEvent(new RefreshRoutesEvent(routes)));
        return routes;
    }
}
