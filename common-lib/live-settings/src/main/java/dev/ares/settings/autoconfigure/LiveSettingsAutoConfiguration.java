package dev.ares.settings.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.SettingsFeed;
import dev.ares.settings.nacos.NacosFeed;

/**
 * Offers a {@link LiveSettingsFactory} that follows Nacos, in the group of the service's own name. Where nothing is followed,
 * nothing is connected.
 */
@AutoConfiguration
@EnableConfigurationProperties(LiveSettingsProperties.class)
public class LiveSettingsAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    SettingsFeed settingsFeed(LiveSettingsProperties properties, @Value("${spring.application.name}") String service) {
        if (!properties.enabled()) {
            return SettingsFeed.NONE;
        }
        var server = new NacosFeed.Server(
                properties.serverAddress(), properties.namespace(), properties.username(), properties.password());
        return new NacosFeed(server, service, properties.patience());
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    LiveSettingsFactory liveSettingsFactory(
            Environment environment, SettingsFeed feed, ObjectProvider<MeterRegistry> metrics) {
        return new LiveSettingsFactory(environment, feed, metrics.getIfAvailable(SimpleMeterRegistry::new));
    }
}
