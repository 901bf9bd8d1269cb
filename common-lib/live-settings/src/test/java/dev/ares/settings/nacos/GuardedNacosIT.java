package dev.ares.settings.nacos;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.Sampling;
import dev.ares.settings.autoconfigure.LiveSettingsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** An application that follows a Nacos which wants to know who asks. */
@DisabledIfSystemProperty(
        named = "ares.infrastructure",
        matches = "testcontainers",
        disabledReason = "the Nacos of this test is a process of the local stack")
@ExtendWith(OutputCaptureExtension.class)
class GuardedNacosIT {

    private static GuardedNacos nacos;

    @BeforeAll
    static void start() throws IOException {
        nacos = GuardedNacos.start();
    }

    @AfterAll
    static void stop() throws IOException {
        nacos.close();
    }

    @Test
    void whoLogsInFollowsAndPublishesAndNoPasswordIsLogged(CapturedOutput output) {
        application(GuardedNacos.USER, GuardedNacos.PASSWORD).run(context -> {
            LiveSettings<Sampling> settings = settings(context.getBean(LiveSettings.class));

            // What somebody may do, Nacos learns some seconds after the user is there.
            await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> {
                settings.publish("probability: 0.5");
                assertThat(settings.get()).isEqualTo(Sampling.of(0.5));
            });
        });
        application(GuardedNacos.USER, GuardedNacos.PASSWORD).run(context -> assertThat(
                        settings(context.getBean(LiveSettings.class)).get())
                .as("at the next start")
                .isEqualTo(Sampling.of(0.5)));

        assertThat(output.getAll()).contains("are Sampling[probability=0.5").doesNotContain(GuardedNacos.PASSWORD);
    }

    @Test
    void whoDoesNotStartsWithTheEnvironmentAndCannotPublish() {
        application("", "").run(context -> {
            LiveSettings<Sampling> settings = settings(context.getBean(LiveSettings.class));

            assertThat(settings.get()).isEqualTo(Sampling.of(0.1));
            assertThatIllegalStateException().isThrownBy(() -> settings.publish("probability: 0.9"));
        });
    }

    private static ApplicationContextRunner application(String username, String password) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LiveSettingsAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "spring.application.name=guarded-" + (username.isEmpty() ? "nobody" : username),
                        "ares.settings.nacos.server-address=" + nacos.address(),
                        "ares.settings.nacos.username=" + username,
                        "ares.settings.nacos.password=" + password);
    }

    @SuppressWarnings("unchecked")
    private static LiveSettings<Sampling> settings(LiveSettings<?> bean) {
        return (LiveSettings<Sampling>) bean;
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        LiveSettings<Sampling> sampling(LiveSettingsFactory live) {
            return live.follow(Sampling.PREFIX, Sampling.class);
        }
    }
}
