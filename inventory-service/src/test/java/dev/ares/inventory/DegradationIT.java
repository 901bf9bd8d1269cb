package dev.ares.inventory;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.CatalogueMemory;
import dev.ares.inventory.domain.Sku;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.test.network.Cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database is slow, Redis is away, or both: what is shown meanwhile, and that it ends by itself. */
@TestPropertySource(
        properties = {
            "ares.degradation.force=",
            "ares.degradation.probe=100ms",
            // Longer than a slow machine takes: what waits for a lock fails after 3 s.
            "ares.degradation.slow=15s",
            "ares.degradation.dwell=500ms",
            "ares.inventory.browsing.patience=15s",
            // Where there is no connection, Redis refuses at once.
            "ares.resilience.redis.timeout=5s"
        })
@LocalInfrastructure(database = "inventory", isolated = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DegradationIT extends RunningService {

    private static @Nullable Cable redis;

    @Autowired
    private AvailabilityView view;

    @Autowired
    private CatalogueMemory memory;

    @Autowired
    private ReactiveStringRedisTemplate keys;

    @Autowired
    private MeterRegistry metrics;

    @BeforeAll
    static void connect(Infrastructure infrastructure) throws IOException {
        redis = new Cable(infrastructure.redisPort());
        redis.cut();
    }

    @DynamicPropertySource
    static void cable(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.port", () -> redis().port());
    }

    @BeforeEach
    void cutOffRedis() {
        redis().cut();
    }

    @AfterAll
    static void close() throws IOException {
        redis().close();
    }

    /** The first: Redis is out of reach from the first moment on, and nobody notices. */
    @Test
    @Order(1)
    void withoutRedisListsFetchesAndReserves() {
        addProduct("plain-mug", 4);

        for (int time = 0; time < 3; time++) {
            assertThat(shown("/api/products/plain-mug")).isEqualTo(new Shown(200, null, "4"));
        }
        UUID order = UUID.randomUUID();
        ReserveStock reserve = ReserveStock.newBuilder()
                .setOrderId(order.toString())
                .addLines(ReservationLine.newBuilder().setSku("plain-mug").setQuantity(4))
                .build();
        send(List.of(OutgoingMessage.of(Topics.INVENTORY_COMMANDS, order.toString(), reserve)));

        assertThat(replies.awaitLast(order, 1)).isInstanceOf(StockReserved.class);
        assertThat(shown("/api/products?limit=100").body()).contains("\"sku\":\"plain-mug\"");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown("/api/products/plain-mug"))
                .isEqualTo(new Shown(200, null, "0")));
        anybody().get().uri("/healthz/readiness").exchange().expectStatus().isOk();
    }

    @Test
    @Order(2)
    void walksDownAndUpWithWhatItStandsOn(Infrastructure infrastructure) throws SQLException {
        addProduct("walk", 4);
        redis().mend();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            view.of(List.of(new Sku("walk"))).block(PATIENCE);
            return isInRedis("walk");
        });
        memory.renew().block(PATIENCE);
        assertThat(shown("/api/products/walk")).isEqualTo(new Shown(200, null, "4"));

        try (Connection held = slowDown(infrastructure)) {
            awaitShown("1;reason=store", "4");
            assertThat(shown("/api/products?limit=100").body()).contains("\"sku\":\"walk\"");
            Shown unknown = shown("/api/products/newer");
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.degraded()).isEqualTo("1;reason=store");

            redis().cut();
            awaitShown("2;reason=redis-store", "null");
            awaitLevel(2);

            redis().mend();
            awaitShown("1;reason=store", "4");
            assertThat(held.isClosed()).isFalse();
        }
        awaitShown(null, "4");
        awaitLevel(0);
    }

    /** Not only a lease, which is there while somebody loads. */
    private boolean isInRedis(String sku) {
        String kept =
                keys.opsForValue().get("{ares.inventory}:availability:" + sku).block(PATIENCE);
        return kept != null && kept.startsWith("=");
    }

    /** Whoever reads stock waits, as behind a disk that does not answer. */
    private static Connection slowDown(Infrastructure infrastructure) throws SQLException {
        Connection connection = DriverManager.getConnection(
                infrastructure.jdbcUrl(), infrastructure.databaseName(), infrastructure.databasePassword());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            statement.execute("SET transaction_timeout = 0");
            connection.commit();
            statement.execute("LOCK TABLE stock IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private void awaitShown(@Nullable String degraded, String available) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown("/api/products/walk"))
                .isEqualTo(new Shown(200, degraded, available)));
    }

    /** A single request may be ahead of it. */
    private void awaitLevel(int level) {
        await().atMost(PATIENCE)
                .until(() -> metrics.get("ares.degradation.level").gauge().value() == level);
    }

    private Shown shown(String path) {
        EntityExchangeResult<JsonNode> answer =
                anybody().get().uri(path).exchange().expectBody(JsonNode.class).returnResult();
        JsonNode body = Objects.requireNonNull(answer.getResponseBody());
        JsonNode available = body.path("available");
        return new Shown(
                answer.getStatus().value(),
                answer.getResponseHeaders().getFirst("Ares-Degraded"),
                available.isMissingNode() ? body.toString() : available.toString());
    }

    private static Cable redis() {
        return Objects.requireNonNull(redis);
    }

    /** @param body what is available, or all of a body that says nothing of it */
    private record Shown(int status, @Nullable String degraded, String body) {}
}
