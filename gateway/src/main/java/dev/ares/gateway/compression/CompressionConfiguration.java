package dev.ares.gateway.compression;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

@Configuration(proxyBeanMethods = false)
class CompressionConfiguration {

    @Bean
    LiveSettings<CompressionSettings> compressionSettings(LiveSettingsFactory live) {
        return live.follow("ares.gateway.compression", CompressionSettings.class);
    }

    @Bean
    WebFilter compression(LiveSettings<CompressionSettings> settings) {
        return new Compression(settings);
    }
}
