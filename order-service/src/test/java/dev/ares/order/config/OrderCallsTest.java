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

class OrderCallsTest {

    @Test
    void applicationYmlSaysHowEachIsCalled() throws IOException {
        var environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);

        OrderCalls calls = new LiveSettingsFactory(environment, SettingsFeed.NONE, new SimpleMeterRegistry())
                .follow(OrderCalls.PREFIX, OrderCalls.class)
                .get();

        assertThat(calls.inventoryService().retry().attempts()).isEqualTo(3);
        assertThat(calls.userService().timeout()).isEqualTo(Duration.ofMillis(700));
        assertThat(calls.userService().retry().attempts()).isEqualTo(1);
    }
}
