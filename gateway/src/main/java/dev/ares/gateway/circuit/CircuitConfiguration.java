package dev.ares.gateway.circuit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.gateway.routes.NamedRoutes;
import dev.ares.resilience.Circuits;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class CircuitConfiguration {

    private static final String NAME = "ares.gateway.circuits";

    @Bean
    LiveSettings<CircuitSettings> circuitSettings(LiveSettingsFactory live, NamedRoutes routes) {
        LiveSettings<CircuitSettings> settings = live.follow(NAME, CircuitSettings.class);
        settings.nowAndOnChange(now -> routes.lookOver(NAME, now.routes().keySet()));
        return settings;
    }

    @Bean
    GlobalFilter routeCircuits(LiveSettings<CircuitSettings> settings, MeterRegistry registry) {
        return new RouteCircuits(settings, new Circuits(registry));
    }
}
