package dev.ares.gateway.routes;

import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import reactor.core.publisher.Flux;

import dev.ares.settings.LiveSettings;

/** The routes in force. */
final class LiveRoutes implements RouteDefinitionLocator {

    private final LiveSettings<RouteTable> settings;

    LiveRoutes(LiveSettings<RouteTable> settings) {
        this.settings = settings;
    }

    @Override
    public Flux<RouteDefinition> getRouteDefinitions() {
        return Flux.defer(() -> Flux.fromIterable(settings.get().table())).map(ServiceRoute::definition);
    }
}
