package dev.ares.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A reader stands still in the middle of a batch for so long that another takes its partitions, and then goes on. */
@LocalInfrastructure(database = "messaging")
class FrozenReaderIT {

    private static final String APPLYING = "applying";

    @Test
    void anotherTakesOverAndTheBatchIsAppliedOnce(Infrastructure servers) throws Exception {
        Map<String, Object> settings = Shop.settings(servers, servers.kafka(), "t" + UUID.randomUUID());
        Shop.openEmpty(settings).close();

        try (ForkedShop frozen = ForkedShop.start(Slow.class, settings)) {
            frozen.awaitWord(APPLYING);
            frozen.freeze();
            try (Shop other = Shop.open(settings)) {
                await().atMost(Duration.ofSeconds(40))
                        .untilAsserted(() -> assertThat(other.effects()).containsExactly("a", "b", "c"));

                frozen.thaw();
                other.write("d");

                await().atMost(Shop.PATIENCE)
                        .untilAsserted(() -> assertThat(other.effects()).containsExactly("a", "b", "c", "d"));
                await().during(Duration.ofSeconds(3))
                        .atMost(Shop.PATIENCE)
                        .untilAsserted(() -> assertThat(other.effects()).hasSize(4));
                assertThat(other.received("parked")).isZero();
            }
        }
    }

    /** Takes its time over the first batch. */
    static final class Slow {

        private Slow() {}

        public static void main(String[] settings) throws InterruptedException {
            ForkedShop.run(settings, TakesItsTime.class, List.of("a", "b", "c"));
        }

        @Configuration(proxyBeanMethods = false)
        static class TakesItsTime {

            @Bean
            Shop.Before delay() {
                return notes -> Mono.fromRunnable(() -> System.out.println(APPLYING))
                        .then(Mono.delay(Duration.ofSeconds(2)))
                        .then();
            }
        }
    }
}
