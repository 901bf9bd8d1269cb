package dev.ares.order.config;

import java.io.IOException;
import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.SettingsFeed;

import static org.assertj.core.api.Assertions.assertThat;

/** What application.yml says of calls, and of what is remembered of their answers. */
class OrderCallsTest {

    @Test
    void applicationYmlSaysHowEachIsCalled() throws IOException {
        OrderCalls calls = live().follow(OrderCalls.PREFIX, OrderCalls.class).get();

        assertThat(calls.inventoryService().retry().attempts()).isEqualTo(3);
        assertThat(calls.userService().timeout()).isEqualTo(Duration.ofMillis(700));
        assertThat(calls.userService().retry().attempts()).isEqualTo(1);
    }

    @Test
    void applicationYmlSaysForHowLongAnswersAreUsedAgain() throws IOException {
        OrderCaches caches =
                live().follow(OrderCaches.PREFIX, OrderCaches.class).get();

        assertThat(caches.prices().timeToLive()).isEqualTo(Duration.ofSeconds(2));
        assertThat(caches.prices().missingToLive()).isZero();
        assertThat(caches.profiles().timeToLive()).isEqualTo(Duration.ofMinutes(5));
        assertThat(caches.profiles().entries()).isEqualTo(50_000);
    }

    private static LiveSettingsFactory live() throws IOException {
        var environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);

        return new LiveSettingsFactory(environment, SettingsFeed.NONE, new SimpleMeterRegistry());
    }
}
