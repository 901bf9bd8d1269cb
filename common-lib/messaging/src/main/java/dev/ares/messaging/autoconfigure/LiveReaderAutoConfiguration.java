package dev.ares.messaging.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

/** Where the service follows live settings, the bounds of its readers change without a restart. */
@AutoConfiguration(
        before = MessagingAutoConfiguration.class,
        afterName = "dev.ares.settings.autoconfigure.LiveSettingsAutoConfiguration")
@ConditionalOnClass(LiveSettingsFactory.class)
@ConditionalOnBean(LiveSettingsFactory.class)
public class LiveReaderAutoConfiguration {

    @Bean
    ReaderBounds readerBounds(LiveSettingsFactory live) {
        LiveSettings<ReaderInFlight> settings = live.follow(ReaderInFlight.PREFIX, ReaderInFlight.class);
        return () -> settings.get().bounds();
    }
}
