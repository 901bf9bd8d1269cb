package dev.ares.inventory.config;

import io.lettuce.core.ClientOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import dev.ares.inventory.adapter.redis.RedisAvailability;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.CheckAvailability;
import dev.ares.inventory.application.ProjectAvailability;
import dev.ares.inventory.application.StockLevels;
import dev.ares.resilience.RemoteCalls;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

/** The availability read model. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AvailabilityProperties.class)
class AvailabilityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AvailabilityConfiguration.class);

    @Bean
    LiveSettings<InventoryCalls> inventoryCalls(LiveSettingsFactory live) {
        return live.follow(InventoryCalls.PREFIX, InventoryCalls.class);
    }

    @Bean
    RedisAvailability availabilityView(
            ReactiveStringRedisTemplate redis,
            AvailabilityProperties properties,
            RemoteCalls calls,
            LiveSettings<InventoryCalls> inventoryCalls) {
        return new RedisAvailability(
                redis, properties.timeToLive(), calls.to("redis", inventoryCalls, InventoryCalls::redis));
    }

    @Bean
    CheckAvailability checkAvailability(AvailabilityView view, StockLevels stockLevels) {
        return new CheckAvailability(view, stockLevels);
    }

    @Bean
    ProjectAvailability projectAvailability(AvailabilityView view, StockLevels stockLevels) {
        return new ProjectAvailability(view, stockLevels);
    }

    // Without a connection a command fails at once instead of waiting in a queue: the database answers in its place.
    // What follows on an answer does not run on the one thread that reads all answers.
    @Bean
    LettuceClientOptionsBuilderCustomizer answersWithoutDelay() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .publishOnScheduler(true);
    }

    // Beside the start, not part of it: what is missing is read from the database meanwhile.
    @Bean
    ApplicationListener<ApplicationReadyEvent> rebuildOfAvailability(ProjectAvailability project) {
        return ready -> project.rebuild()
                .subscribe(
                        done -> {},
                        fault -> log.warn("The availability view was not filled at start-up: {}", fault.toString()));
    }
}
