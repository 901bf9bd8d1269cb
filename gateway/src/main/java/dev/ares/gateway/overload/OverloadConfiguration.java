package dev.ares.gateway.overload;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class OverloadConfiguration {

    @Bean
    LiveSettings<ShedSettings> shedSettings(LiveSettingsFactory live) {
        return live.follow("ares.gateway.overload", ShedSettings.class);
    }

    @Bean
    WebFilter shedLoad(LiveSettings<ShedSettings> settings, MeterRegistry registry) {
        return new ShedLoad(settings, new ShedMetrics(registry), System::nanoTime);
    }
}
