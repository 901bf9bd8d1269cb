package dev.ares.user.authentication;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.user.TestUsers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How many wrong passwords are borne, pushed through a real Nacos: in force in time, and a wrong document never. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ares.messaging.namespace=${ARES_TEST_SUFFIX}", "ares.user.passwords.iterations=1"})
@LocalInfrastructure(
        database = "user",
        servers = {TestServer.POSTGRES, TestServer.KAFKA, TestServer.NACOS})
@Import(TestUsers.class)
class ThrottlePushIT {

    private static final String DOCUMENT = "ares.user.throttle";
    private static final String SERVICE = "user-service";
    private static final Duration PROMISED = Duration.ofSeconds(2);

    @Autowired
    private TestUsers users;

    @Autowired
    private MeterRegistry metrics;

    @Test
    void isInForceInTimeAndAWrongOneChangesNothing(Infrastructure infrastructure) throws NacosException {
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, infrastructure.nacos());
        properties.setProperty(PropertyKeyConst.NAMESPACE, infrastructure.suffix());
        ConfigService nacos = NacosFactory.createConfigService(properties);
        try {
            assertThat(twoGuesses()).containsExactly(401, 401);

            publish(nacos, "account-from-address: { at-once: 1 }");
            awaitPromised().untilAsserted(() -> assertThat(twoGuesses()).containsExactly(401, 429));

            double refused = refusedPushes();
            publish(nacos, "known-for: 1s");
            awaitPromised().until(() -> refusedPushes() == refused + 1);
            assertThat(twoGuesses()).as("what was in force").containsExactly(401, 429);

            nacos.removeConfig(DOCUMENT, SERVICE);
            awaitPromised().untilAsserted(() -> assertThat(twoGuesses()).containsExactly(401, 401));
        } finally {
            nacos.shutDown();
        }
    }

    /** At an account, and from an address, that nobody guessed at before. */
    private List<Integer> twoGuesses() {
        String email = UUID.randomUUID() + "@example.org";
        String address = "2001:db8:" + email.substring(0, 4) + ":" + email.substring(4, 8) + "::/64";
        return IntStream.range(0, 2)
                .mapToObj(guess -> users.post(
                                "/api/auth/token",
                                Map.of("email", email, "password", "wrong horse"),
                                null,
                                Map.of(ClientAddress.HEADER, address))
                        .returnResult(String.class)
                        .getStatus()
                        .value())
                .toList();
    }

    private static ConditionFactory awaitPromised() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(PROMISED);
    }

    private static void publish(ConfigService nacos, String document) throws NacosException {
        assertThat(nacos.publishConfig(DOCUMENT, SERVICE, document, "yaml")).isTrue();
    }

    private double refusedPushes() {
        return metrics.counter("ares.settings.pushes", "settings", DOCUMENT, "outcome", "refused")
                .count();
    }
}
