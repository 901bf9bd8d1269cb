package dev.ares.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Of each document: in force within two seconds, from pushing it to what a caller sees; and wrong ones never. */
class PushesIT extends RunningGateway {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    @Autowired
    private MeterRegistry metrics;

    private static ConfigService nacos;

    @BeforeAll
    static void connect() throws NacosException {
        nacos = NacosFactory.createConfigService(REGISTRY);
    }

    @AfterAll
    static void disconnect() throws NacosException {
        nacos.shutDown();
    }

    @BeforeEach
    void awaitServices() {
        awaitAnswer(request("/api/products"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isInForceInTimeAndAWrongOneChangesNothing(
            String name, String document, String wrong, Predicate<PushesIT> inForce) throws NacosException {
        assertThat(inForce.test(this)).isFalse();

        publish(name, document);
        awaitPromised().until(() -> inForce.test(this));

        double refused = refusedPushes(name);
        publish(name, wrong);
        awaitPromised().until(() -> refusedPushes(name) == refused + 1);
        assertThat(inForce.test(this)).as("what was in force").isTrue();

        nacos.removeConfig(name, "gateway");
        awaitPromised().until(() -> !inForce.test(this));
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                document(
                        "ares.gateway.limits",
                        "rules: [{ name: two, endpoints: [/api/products/p], per-address: { requests: 1, per: 1h } }]",
                        "rules: [{ name: two, endpoints: [/api/products/p], per-address: { requests: -1 } }]",
                        gateway -> gateway.statuses("/api/products/p").contains(429)),
                document(
                        "ares.gateway.overload",
                        "ceiling: 77",
                        "target: 0s",
                        gateway -> gateway.gauge("ares.gateway.in.flight.limit") == 77),
                document(
                        "ares.gateway.routes",
                        "table: [{ id: new, service: inventory-service, paths: [/api/new, /api/products/**] }]",
                        "table: [{ id: new, service: inventory-service, paths: [/internal/**] }]",
                        gateway -> gateway.statuses("/api/new").contains(200)),
                document(
                        "ares.gateway.routing", "retry-after: 7s", "connect-jitter: 2", gateway -> send(gateway.request(
                                        "/api/users/me", "customer"))
                                .headers()
                                .firstValue("Retry-After")
                                .equals(Optional.of("7"))),
                document(
                        "ares.gateway.canary",
                        "services: { inventory-service: { versions: [ { version: next, percent: 1 } ] } }",
                        "services: { inventory-service: { versions: [ { version: next, percent: 101 } ] } }",
                        gateway -> gateway.metrics
                                        .find("ares.gateway.canary.stopped")
                                        .tags("version", "next")
                                        .gauge()
                                != null),
                document(
                        "ares.sampling",
                        "endpoints: [{ endpoint: GET /api/products/sampled, ratio: 1 }]",
                        "endpoints: [{ endpoint: GET /api/products/sampled, ratio: 2 }]",
                        gateway -> IntStream.range(0, 6).allMatch(i -> gateway.isRecorded("/api/products/sampled"))),
                document(
                        "ares.gateway.compression",
                        "enabled: false",
                        "types: [text/event-stream]",
                        gateway -> send(gateway.request("/api/products/large").header("Accept-Encoding", "gzip"))
                                .headers()
                                .firstValue("Content-Encoding")
                                .isEmpty()),
                document(
                        "ares.gateway.grpc",
                        "quotes: { timeout: 300ms }",
                        "deadline: 2m",
                        gateway -> gateway.quoteDeadlines().allMatch(millis -> millis <= 300)));
    }

    private static Arguments document(String name, String document, String wrong, Predicate<PushesIT> inForce) {
        return argumentSet(name, name, document, wrong, inForce);
    }

    private static ConditionFactory awaitPromised() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(PROMISED);
    }

    private List<Integer> statuses(String path) {
        return IntStream.range(0, 2)
                .mapToObj(i -> send(request(path, "admin")).statusCode())
                .toList();
    }

    /** How long each service that is asked for a price is given for it, in milliseconds; infinite when none is. */
    private Stream<Long> quoteDeadlines() {
        String id = "quote-" + UUID.randomUUID();
        send(request("/api/quotes", "customer")
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .POST(BodyPublishers.ofString("{\"skus\":[\"mug\"]}")));
        List<Long> deadlines =
                catalogue.calls(id).stream().map(Catalogue.Call::deadlineMillis).toList();
        return deadlines.isEmpty() ? Stream.of(Long.MAX_VALUE) : deadlines.stream();
    }

    private boolean isRecorded(String path) {
        return send(request(path))
                .headers()
                .firstValue("traceparent")
                .orElseThrow()
                .endsWith("-01");
    }

    private double gauge(String name) {
        Gauge gauge = metrics.get(name).gauge();
        return gauge.value();
    }

    private static void publish(String name, String document) throws NacosException {
        assertThat(nacos.publishConfig(name, "gateway", document, "yaml")).isTrue();
    }

    private double refusedPushes(String name) {
        return metrics.counter("ares.settings.pushes", "settings", name, "outcome", "refused")
                .count();
    }
}
