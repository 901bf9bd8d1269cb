package dev.ares.gateway.canary;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class CanaryConfiguration {

    @Bean
    LiveSettings<CanarySettings> canarySettings(LiveSettingsFactory live) {
        return live.follow("ares.gateway.canary", CanarySettings.class);
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
