package dev.ares.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two versions of user-service, told apart by what they tell a real Nacos. */
@ExtendWith(OutputCaptureExtension.class)
class CanaryIT extends RunningGateway {

    private static final String DOCUMENT = "ares.gateway.canary";
    /** What is promised of a push. */
    /** Two are promised, which PushesIT holds; a machine may stall. */
    private static final Duration IN_FORCE = Duration.ofSeconds(5);

    private static final String RULE = """
        services:
          user-service:
            version-header: true
            versions:
              - version: "2.0"
                percent: %d
                roles: [operator]
        """;

    /** Little is enough to stop it. */
    private static final String STRICT_RULE = RULE + "    stop: { requests: 10, slowdown: 0 }\n";

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    @Qualifier("canarySettings")
    private LiveSettings<?> settings;

    private static ConfigService nacos;
    private static Backend present;
    private static Backend next;

    @BeforeAll
    static void startBoth() throws NacosException {
        nacos = NacosFactory.createConfigService(REGISTRY);
        present = Backend.start("user-service", REGISTRY, Map.of("version", "1.0"));
        next = Backend.start("user-service", REGISTRY, Map.of("version", "2.0"));
    }

    @AfterAll
    static void stopBoth() throws NacosException {
        nacos.shutDown();
        present.close();
        next.close();
    }

    @BeforeEach
    void awaitBoth() {
        await().atMost(Duration.ofSeconds(10)).until(() -> versionsOf(4).containsAll(List.of("1.0", "2.0")));
    }

    @AfterEach
    void withdraw() throws NacosException {
        next.fail(false);
        nacos.removeConfig(DOCUMENT, "gateway");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> metrics.find("ares.gateway.canary.stopped").gauge() == null);
    }

    @Test
    void aShareOfTheUsersGetsTheNextVersionAndKeepsIt() {
        push(RULE.formatted(0));
        assertThat(send(user("u-1", "operator")).body()).contains(at(next));
        assertThat(send(user("u-1", "customer").header("X-Ares-Version", "2.0")).body())
                .contains(at(next))
                .doesNotContainIgnoringCase("X-Ares-Version");
        assertThat(send(user("u-1", "operator").header("X-Ares-Version", "1.0")).body())
                .contains(at(present));

        push(RULE.formatted(50));
        List<String> once = versionsOf(30);
        assertThat(once).contains("1.0", "2.0");
        assertThat(versionsOf(30)).isEqualTo(once);

        double refused = refusedPushes();
        publish(RULE.formatted(101));
        await().atMost(IN_FORCE).until(() -> refusedPushes() == refused + 1);
        assertThat(versionsOf(30)).isEqualTo(once);
        assertThat(metrics.get("ares.gateway.versions")
                        .tags("service", "user-service", "version", "2.0", "outcome", "answered")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void aVersionThatCrashesIsReplacedByTheOther() {
        try (Backend old = Backend.start("payment-service", REGISTRY, Map.of("version", "1.0"));
                Backend crashing = Backend.start("payment-service", REGISTRY, Map.of("version", "2.0"))) {
            publish("services: { payment-service: { versions: [ { version: '2.0', percent: 100 } ] } }");
            await().atMost(Duration.ofSeconds(10)).until(() -> payment().body().contains(at(crashing)));

            crashing.crash();

            assertThat(Stream.generate(this::payment).limit(6))
                    .allMatch(answer -> answer.body().contains(at(old)));
        }
    }

    private HttpResponse<String> payment() {
        return send(request("/api/webhooks/stripe", "customer"));
    }

    @Test
    void aVersionThatFailsIsStopped(CapturedOutput output) {
        push(STRICT_RULE.formatted(50));
        next.fail(true);

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            versionsOf(30);
            return stopped() == 1;
        });

        assertThat(versionsOf(30)).containsOnly("1.0");
        assertThat(output).contains("user-service 2.0 is stopped until the rule of its service changes", "failed");
        assertThat(send(user("u-1", "customer").header("X-Ares-Version", "2.0")).statusCode())
                .isEqualTo(500);
        push(STRICT_RULE.formatted(51));
        assertThat(stopped()).isZero();
    }

    private double stopped() {
        return metrics.get("ares.gateway.canary.stopped")
                .tags("service", "user-service", "version", "2.0")
                .gauge()
                .value();
    }

    private List<String> versionsOf(int users) {
        return IntStream.range(0, users)
                .mapToObj(user -> version(ask("u-" + user, "customer")))
                .toList();
    }

    private String version(HttpResponse<String> answer) {
        if (answer.body().contains(at(present))) {
            return "1.0";
        }
        return answer.body().contains(at(next)) ? "2.0" : "none";
    }

    private static String at(Backend instance) {
        return ":" + instance.port() + "\n";
    }

    private HttpResponse<String> ask(String user, String role) {
        return send(user(user, role));
    }

    private HttpRequest.Builder user(String user, String role) {
        return request("/api/users/me").header("Authorization", "Bearer " + ISSUER.token(user, role));
    }

    /** Returns once the gateway goes by it. */
    private void push(String document) {
        var told = new CountDownLatch(1);
        settings.onChange(changed -> told.countDown());
        publish(document);
        await().atMost(IN_FORCE).until(() -> told.getCount() == 0);
    }

    private static void publish(String document) {
        try {
            assertThat(nacos.publishConfig(DOCUMENT, "gateway", document, "yaml"))
                    .isTrue();
        } catch (NacosException unreachable) {
            throw new AssertionError(unreachable);
        }
    }

    private double refusedPushes() {
        return metrics.counter("ares.settings.pushes", "settings", DOCUMENT, "outcome", "refused")
                .count();
    }
}
