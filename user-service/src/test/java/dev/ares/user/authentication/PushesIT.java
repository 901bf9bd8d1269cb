package dev.ares.user.authentication;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import dev.ares.local.teststack.TestServer;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.test.settings.PushesContract;
import dev.ares.user.TestUsers;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ares.messaging.namespace=${ARES_TEST_SUFFIX}", "ares.user.passwords.iterations=1"})
@LocalInfrastructure(
        database = "user",
        servers = {TestServer.POSTGRES, TestServer.KAFKA, TestServer.NACOS})
@Import(TestUsers.class)
class PushesIT implements PushesContract {

    @Autowired
    private TestUsers users;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private LiveSettingsFactory live;

    @Autowired
    private Tracer tracer;

    @Override
    public Collection<String> followed() {
        return live.followed();
    }

    @Override
    public List<Pushable> documents() {
        return List.of(
                new Pushable(
                        "ares.user.throttle",
                        "account-from-address: { at-once: 1 }",
                        "known-for: 1s",
                        () -> twoGuesses().equals(List.of(401, 429))),
                new Pushable(
                        "ares.messaging.in-flight", "{ min: 7, max: 7 }", "{ min: 7, max: 6 }", this::readsSevenAtOnce),
                Pushable.sampling(tracer));
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

    private boolean readsSevenAtOnce() {
        return metrics.get("ares.consumer.in.flight.limit").gauges().stream().allMatch(limit -> limit.value() == 7);
    }
}
