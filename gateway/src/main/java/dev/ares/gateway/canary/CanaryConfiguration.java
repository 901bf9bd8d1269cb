package dev.ares.gateway.canary;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.gateway.routes.NamedRoutes;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class CanaryConfiguration {

    private static final String NAME = "ares.gateway.canary";

    @Bean
    LiveSettings<CanarySettings> canarySettings(LiveSettingsFactory live, NamedRoutes routes) {
        LiveSettings<CanarySettings> settings = live.follow(NAME, CanarySettings.class);
        settings.nowAndOnChange(
                now -> routes.lookOverServices(NAME, now.services().keySet()));
        return settings;
    }

    @Bean
    Canaries canaries(LiveSettings<CanarySettings> settings, MeterRegistry registry) {
        return new Canaries(settings, new VersionMetrics(registry), System::nanoTime);
    }

    @Bean
    GlobalFilter visitorFilter(Canaries canaries) {
        return new VisitorFilter(canaries, System::nanoTime);
    }
}
