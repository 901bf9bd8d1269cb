package dev.ares.gateway.balancing;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.gateway.routes.NamedRoutes;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = ServiceBalancing.class)
class BalancingConfiguration {

    private static final String NAME = "ares.gateway.balancing";

    @Bean
    LiveSettings<BalancingSettings> balancingSettings(LiveSettingsFactory live, NamedRoutes routes) {
        LiveSettings<BalancingSettings> settings = live.follow(NAME, BalancingSettings.class);
        settings.nowAndOnChange(now -> routes.lookOver(NAME, now.routes().keySet()));
        return settings;
    }

    @Bean
    RoutePolicies routePolicies(LiveSettings<BalancingSettings> settings) {
        return new RoutePolicies(settings);
    }

    @Bean
    BalancingMetrics balancingMetrics(MeterRegistry registry) {
        return new BalancingMetrics(registry);
    }

    @Bean
    Services balancedServices(BalancingMetrics metrics) {
        return new Services(metrics);
    }

    @Bean
    Ejections ejections(LiveSettings<BalancingSettings> settings, BalancingMetrics metrics) {
        return new Ejections(settings, metrics, new Probe()::answers, System::nanoTime);
    }

    @Bean
    GlobalFilter flightFilter() {
        return new FlightFilter();
    }

    @Bean
    GlobalFilter attemptFilter(Ejections ejections) {
        return new AttemptFilter(ejections, System::nanoTime);
    }
}
