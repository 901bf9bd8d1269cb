package dev.ares.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.settings.PushesContract;

import static org.awaitility.Awaitility.await;

class PushesIT extends RunningGateway implements PushesContract {

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private LiveSettingsFactory live;

    private static Backend first;
    private static Backend second;

    @BeforeAll
    static void startTwoAlike() {
        first = Backend.start("payment-service", REGISTRY);
        second = Backend.start("payment-service", REGISTRY);
    }

    @AfterAll
    static void stopThem() {
        first.close();
        second.close();
    }

    @BeforeEach
    void awaitServices() {
        awaitAnswer(request("/api/products"));
        awaitAnswer(request("/api/orders", "customer"));
        await().atMost(Duration.ofSeconds(10)).until(() -> !oneAnswersAllOfAUser());
    }

    @Override
    public Collection<String> followed() {
        return live.followed();
    }

    @Override
    public List<Pushable> documents() {
        return List.of(
                new Pushable(
                        "ares.gateway.limits",
                        "rules: [{ name: two, endpoints: [/api/products/p], per-address: { requests: 1, per: 1h } }]",
                        "rules: [{ name: two, endpoints: [/api/products/p], per-address: { requests: -1 } }]",
                        () -> statuses("/api/products/p").contains(429)),
                new Pushable(
                        "ares.gateway.overload",
                        "ceiling: 77",
                        "target: 0s",
                        () -> gauge("ares.gateway.in.flight.limit") == 77),
                new Pushable(
                        "ares.gateway.routes",
                        "table: [{ id: new, service: inventory-service, paths: [/api/new, /api/products/**] }]",
                        "table: [{ id: new, service: inventory-service, paths: [/internal/**] }]",
                        () -> statuses("/api/new").contains(200)),
                new Pushable("ares.gateway.routing", "retry-after: 7s", "connect-jitter: 2", () -> send(request(
                                "/api/users/me", "customer"))
                        .headers()
                        .firstValue("Retry-After")
                        .equals(Optional.of("7"))),
                new Pushable(
                        "ares.gateway.canary",
                        "services: { inventory-service: { versions: [ { version: next, percent: 1 } ] } }",
                        "services: { inventory-service: { versions: [ { version: next, percent: 101 } ] } }",
                        () -> metrics.find("ares.gateway.canary.stopped")
                                        .tags("version", "next")
                                        .gauge()
                                != null),
                new Pushable(
                        "ares.sampling",
                        "endpoints: [{ endpoint: GET /api/products/sampled, ratio: 1 }]",
                        "endpoints: [{ endpoint: GET /api/products/sampled, ratio: 2 }]",
                        () -> IntStream.range(0, 6).allMatch(i -> isRecorded("/api/products/sampled"))),
                new Pushable(
                        "ares.gateway.compression", "enabled: false", "types: [text/event-stream]", () -> send(request(
                                                "/api/products/large")
                                        .header("Accept-Encoding", "gzip"))
                                .headers()
                                .firstValue("Content-Encoding")
                                .isEmpty()),
                // Longer than either is otherwise: what is left of a deadline is less where the machine is slow.
                new Pushable(
                        "ares.gateway.grpc",
                        "{ deadline: 20s, quotes: { timeout: 20s } }",
                        "deadline: 2m",
                        () -> quoteDeadlines().anyMatch(millis -> millis > 3_000 && millis <= 20_000)),
                new Pushable(
                        "ares.gateway.balancing",
                        "routes: { payment-service: { policy: consistent-hash } }",
                        "routes: { payment-service: { policy: fastest } }",
                        this::oneAnswersAllOfAUser),
                new Pushable(
                        "ares.gateway.circuits",
                        "others: { minimum-calls: 1, failure-share: 0.1, open-for: 7s, patience: 0s }",
                        "others: { minimum-calls: 0 }",
                        this::oneFailureGivesUpTheRoute),
                new Pushable(
                        "ares.gateway.cross-origin",
                        "allowed-origins: [https://shop.example]",
                        "allowed-origins: [shop.example]",
                        this::pagesOfTheShopMayCall));
    }

    private List<Integer> statuses(String path) {
        return IntStream.range(0, 2)
                .mapToObj(i -> send(request(path, "admin")).statusCode())
                .toList();
    }

    /** How long each service that is asked for a price is given for it, in milliseconds; empty when none is. */
    private Stream<Long> quoteDeadlines() {
        String id = "quote-" + UUID.randomUUID();
        send(request("/api/quotes", "customer")
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .POST(BodyPublishers.ofString("{\"skus\":[\"mug\"]}")));
        return catalogue.calls(id).stream().map(Catalogue.Call::deadlineMillis);
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
}
