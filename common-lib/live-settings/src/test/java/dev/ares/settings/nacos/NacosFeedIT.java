package dev.ares.settings.nacos;

import java.time.Duration;
import java.util.Properties;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.local.teststack.TestServer;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.Sampling;
import dev.ares.settings.WrongDocuments;
import dev.ares.settings.autoconfigure.LiveSettingsAutoConfiguration;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application that follows a real Nacos. */
@LocalInfrastructure(servers = TestServer.NACOS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NacosFeedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Two are promised, which PushesIT holds; a machine may stall. */
    private static final Duration IN_FORCE = Duration.ofSeconds(5);

    private final Infrastructure infrastructure;
    private final ConfigService nacos;

    NacosFeedIT(Infrastructure infrastructure) throws NacosException {
        this.infrastructure = infrastructure;
        Properties properties = new Properties();
        properties.setProperty("serverAddr", infrastructure.nacos());
        properties.setProperty("namespace", infrastructure.suffix());
        nacos = NacosFactory.createConfigService(properties);
    }

    @AfterAll
    void close() throws NacosException {
        nacos.shutDown();
    }

    @Test
    void takesPushesWithoutARestart() {
        application("pushed", infrastructure.nacos()).run(context -> {
            LiveSettings<Sampling> settings = settings(context);
            assertThat(settings.get()).isEqualTo(Sampling.of(0.1));

            publish("pushed", "probability: 0.5");
            awaitProbability(settings, 0.5);
            publish("pushed", "probability: 50");
            publish("pushed", "probability: 0.6");
            awaitProbability(settings, 0.6);

            nacos.removeConfig(Sampling.PREFIX, "pushed");
            awaitProbability(settings, 0.1);
        });
    }

    @Test
    void startsWithWhatWasPushedBefore() throws NacosException {
        publish("started", "probability: 0.9");
        await().atMost(PATIENCE)
                .until(() -> "probability: 0.9".equals(nacos.getConfig(Sampling.PREFIX, "started", 3000)));

        application("started", infrastructure.nacos())
                .run(context -> assertThat(settings(context).get()).isEqualTo(Sampling.of(0.9)));
    }

    /** What would take a service down by being read would take it down again at each start, as long as it stands in Nacos. */
    @ParameterizedTest
    @ValueSource(
            strings = {"aliases that multiply", "a list within itself", "too deep", "a long name over many values"})
    void neitherRunningNorStartingFailsOverADocumentThatWouldTakeAll(String kind) throws NacosException {
        String service = "laughs-" + kind.length();
        String document = WrongDocuments.TAKING_ALL.getOrDefault(kind, "");

        application(service, infrastructure.nacos()).run(context -> {
            publish(service, "probability: 0.5");
            awaitProbability(settings(context), 0.5);
            publish(service, document);
            await().atMost(IN_FORCE).until(() -> refused(context) == 1);
            assertThat(settings(context).get()).isEqualTo(Sampling.of(0.5));
        });

        application(service, infrastructure.nacos()).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(refused(context)).as("said of the start, too").isPositive();
            assertThat(settings(context).get()).isEqualTo(Sampling.of(0.1));
            publish(service, "probability: 0.6");
            awaitProbability(settings(context), 0.6);
        });
    }

    @Test
    void startsWithoutNacosToo() {
        application("alone", "127.0.0.1:" + Infrastructure.freePort())
                .withPropertyValues("ares.settings.nacos.patience=2s")
                .run(context -> assertThat(settings(context).get()).isEqualTo(Sampling.of(0.1)));
    }

    private ApplicationContextRunner application(String name, String address) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LiveSettingsAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "spring.application.name=" + name,
                        "ares.settings.nacos.server-address=" + address,
                        "ares.settings.nacos.namespace=" + infrastructure.suffix(),
                        "ares.settings.nacos.patience=20s");
    }

    private void publish(String service, String document) throws NacosException {
        assertThat(nacos.publishConfig(Sampling.PREFIX, service, document, "yaml"))
                .isTrue();
    }

    /** Within what is promised of every document. */
    private static void awaitProbability(LiveSettings<Sampling> settings, double probability) {
        await().atMost(IN_FORCE).untilAsserted(() -> assertThat(settings.get()).isEqualTo(Sampling.of(probability)));
    }

    private static double refused(BeanFactory context) {
        return context.getBean(MeterRegistry.class)
                .counter("ares.settings.pushes", "settings", Sampling.PREFIX, "outcome", "refused")
                .count();
    }

    @SuppressWarnings("unchecked")
    private static LiveSettings<Sampling> settings(BeanFactory context) {
        return (LiveSettings<Sampling>) context.getBean(LiveSettings.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }

        @Bean
        LiveSettings<Sampling> sampling(LiveSettingsFactory live) {
            return live.follow(Sampling.PREFIX, Sampling.class);
        }
    }
}
