package dev.ares.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.settings.PushedDocuments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Of each document: in force within two seconds, from pushing it to what a caller sees; and wrong ones never. */
class PushesIT extends RunningGateway {

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private LiveSettingsFactory live;

    private static PushedDocuments pushed;
    private static Backend first;
    private static Backend second;

    @BeforeAll
    static void connect(Infrastructure infrastructure) throws NacosException {
        pushed = PushedDocuments.of("gateway", infrastructure);
        first = Backend.start("payment-service", REGISTRY);
        second = Backend.start("payment-service", REGISTRY);
    }

    @AfterAll
    static void disconnect() throws NacosException {
        first.close();
        second.close();
        pushed.close();
    }

    @BeforeEach
    void awaitServices() {
        awaitAnswer(request("/api/products"));
        awaitAnswer(request("/api/orders", "customer"));
        await().atMost(Duration.ofSeconds(10)).until(() -> !oneAnswersAllOfAUser());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isInForceInTimeAndAWrongOneChangesNothing(
            String name, String document, String wrong, Predicate<PushesIT> inForce) throws NacosException {
        pushed.mustBeInForceInTime(name, document, wrong, () -> inForce.test(this), () -> refusedPushes(name));
    }

    @Test
    void noDocumentThatTheGatewayFollowsIsMissingHere() {
        assertThat(documents().map(document -> document.get()[0])).containsExactlyInAnyOrderElementsOf(live.followed());
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
                        gateway -> gateway.quoteDeadlines().allMatch(millis -> millis <= 300)),
                document(
                        "ares.gateway.balancing",
                        "routes: { payment-service: { policy: consistent-hash } }",
                        "routes: { payment-service: { policy: fastest } }",
                        PushesIT::oneAnswersAllOfAUser),
                document(
                        "ares.gateway.circuits",
                        "others: { minimum-calls: 1, failure-share: 0.1, open-for: 7s, patience: 0s }",
                        "others: { minimum-calls: 0 }",
                        PushesIT::oneFailureGivesUpTheRoute),
                document(
                        "ares.gateway.cross-origin",
                        "allowed-origins: [https://shop.example]",
                        "allowed-origins: [shop.example]",
                        PushesIT::pagesOfTheShopMayCall));
    }

    private static Arguments document(String name, String document, String wrong, Predicate<PushesIT> inForce) {
        return argumentSet(name, name, document, wrong, inForce);
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

    /** By chance, of two that are alike, once in two thousand times. */
    private boolean oneAnswersAllOfAUser() {
        Optional<String> first = whoAnswersTheUser();
        return IntStream.range(1, 12).allMatch(i -> whoAnswersTheUser().equals(first));
    }

    private Optional<String> whoAnswersTheUser() {
        return send(request("/api/webhooks/stripe", "customer"))
                .body()
                .lines()
                .filter(line -> line.startsWith("Host: "))
                .findFirst();
    }

    /** Two answers to each failure: not enough of those for the route to be given up as the defaults have it. */
    private boolean oneFailureGivesUpTheRoute() {
        send(request("/api/orders/broken", "customer").POST(BodyPublishers.noBody()));
        return IntStream.range(0, 2)
                .mapToObj(i -> send(request("/api/orders", "customer")))
                .allMatch(answer -> answer.statusCode() == 503
                        && answer.headers().firstValue("Retry-After").equals(Optional.of("7")));
    }

    private boolean pagesOfTheShopMayCall() {
        HttpRequest.Builder question = request("/api/orders")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST");
        return send(question).statusCode() == 200;
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

    private double refusedPushes(String name) {
        return metrics.counter("ares.settings.pushes", "settings", name, "outcome", "refused")
                .count();
    }
}
