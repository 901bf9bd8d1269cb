package dev.ares.order;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.awaitility.Awaitility.await;

/** The whole service on real servers, between stand-ins for the others. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ares.messaging.namespace=${ARES_TEST_SUFFIX}",
            // Nacos is there for live settings alone.
            "spring.cloud.nacos.discovery.enabled=false",
            "ares.settings.nacos.enabled=true",
            "ares.saga.step-deadline=6s",
            "ares.saga.resend-after=6s",
            "ares.saga.max-attempts=4",
            "ares.saga.sweep-pause=200ms",
            "ares.order.following.most-streams-of-a-customer=2",
            "ares.order.following.most-waits-of-a-customer=20",
            // A slow machine is no reason to switch anything off.
            "ares.degradation.slow=20s",
            "ares.degradation.probe=100ms",
            "ares.degradation.dwell=2s"
        })
@LocalInfrastructure(
        database = "order",
        servers = {TestServer.POSTGRES, TestServer.REDIS, TestServer.KAFKA, TestServer.NACOS})
@Import(Participants.class)
abstract class RunningService {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final UserServiceStandIn USER_SERVICE = new UserServiceStandIn();
    static final InventoryStandIn INVENTORY_SERVICE = new InventoryStandIn();

    @Autowired
    DatabaseClient database;

    @Autowired
    Participants participants;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void standIns(DynamicPropertyRegistry properties) {
        String simple = "spring.cloud.discovery.client.simple.instances.";
        properties.add("ARES_JWKS_URI", USER_SERVICE::jwksUri);
        properties.add(simple + "user-service[0].uri", USER_SERVICE::address);
        properties.add(simple + "inventory-service[0].uri", () -> "http://127.0.0.1:1");
        properties.add(simple + "inventory-service[0].metadata.[grpc.port]", INVENTORY_SERVICE::port);
    }

    /** Readers need seconds to join the broker, longer than the deadline of a step here. */
    @BeforeEach
    void waitUntilAllListen() {
        await().atMost(PATIENCE.multipliedBy(3)).pollDelay(Duration.ZERO).until(() -> {
            if (!participants.allListen()) {
                // It may expire, as whoever does not listen yet does not answer; or find no price on a cold start.
                place("first-customer", newKey(), order("pm_card_visa", "mug"), "wait=15");
            }
            return participants.allListen();
        });
    }

    WebTestClient anybody() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .build();
    }

    WebTestClient customer(String userId) {
        return caller(userId, "customer");
    }

    WebTestClient caller(String userId, String... roles) {
        String authorization = "Bearer " + USER_SERVICE.token(userId, roles);
        return anybody().mutate().defaultHeader("Authorization", authorization).build();
    }

    /** A body with one item of each SKU. */
    static Map<String, Object> order(String paymentMethod, String... skus) {
        return Map.of(
                "items",
                List.of(skus).stream()
                        .map(sku -> Map.of("sku", sku, "quantity", 1))
                        .toList(),
                "payment",
                Map.of("method", paymentMethod));
    }

    static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        var extended = new java.util.HashMap<>(body);
        extended.put(field, value);
        return extended;
    }

    /** Places an order and waits for its end. */
    JsonNode placed(String userId, Map<String, Object> body) {
        return body(place(userId, newKey(), body, "wait=15").expectStatus().isCreated());
    }

    WebTestClient.ResponseSpec place(String userId, String key, Object body, String prefer) {
        return customer(userId)
                .post()
                .uri("/api/orders")
                .header("Idempotency-Key", key)
                .header("Prefer", prefer)
                .bodyValue(body)
                .exchange();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    static JsonNode body(WebTestClient.ResponseSpec answer) {
        EntityExchangeResult<JsonNode> result =
                answer.expectBody(JsonNode.class).returnResult();
        return Objects.requireNonNull(result.getResponseBody());
    }

    JsonNode get(String userId, String path) {
        return body(customer(userId).get().uri(path).exchange().expectStatus().isOk());
    }

    List<String> events(String userId, String orderId) {
        return get(userId, "/api/orders/" + orderId + "/timeline")
                .path("entries")
                .valueStream()
                .map(entry -> entry.path("event").asString())
                .toList();
    }

    long count(String sql) {
        return Objects.requireNonNull(database.sql(sql)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block(PATIENCE));
    }
}
