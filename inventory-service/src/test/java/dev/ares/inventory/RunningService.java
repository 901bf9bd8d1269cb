package dev.ares.inventory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole service on real servers, with what tests do to it and ask of it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ares.messaging.namespace=${ARES_TEST_SUFFIX}",
            // A slow machine is no reason for a test to see what is shown instead.
            "ares.degradation.force=0",
            "ares.resilience.redis.timeout=5s"
        })
@LocalInfrastructure(database = "inventory")
@Import(Replies.class)
abstract class RunningService {

    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    static final TokenIssuer ISSUER = TokenIssuer.start();

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionalOperator transaction;

    @Autowired
    protected DatabaseClient database;

    @Autowired
    protected Replies replies;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
    }

    protected String address() {
        return "http://127.0.0.1:" + port;
    }

    protected WebTestClient anybody() {
        return WebTestClient.bindToServer()
                .baseUrl(address())
                .responseTimeout(PATIENCE)
                .build();
    }

    protected WebTestClient caller(String... roles) {
        String authorization = "Bearer " + ISSUER.token("a-user", roles);
        return anybody().mutate().defaultHeader("Authorization", authorization).build();
    }

    protected void addProduct(String sku, long stock) {
        Map<String, Object> price = Map.of("amount", 1999, "currency", "EUR");
        caller("admin")
                .post()
                .uri("/api/admin/products")
                .bodyValue(Map.of("sku", sku, "name", "A " + sku, "price", price, "stock", stock))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    /** Sends as another service would, through this service's own message table. */
    protected void send(List<OutgoingMessage> messages) {
        outbox.append(messages).as(transaction::transactional).block(PATIENCE);
    }

    protected Stock stock(String sku) {
        return Objects.requireNonNull(database.sql("SELECT available, reserved, sold FROM stock WHERE sku = $1")
                .bind(0, sku)
                .map(row -> new Stock(number(row.get(0)), number(row.get(1)), number(row.get(2))))
                .one()
                .block(PATIENCE));
    }

    protected long count(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).map(row -> number(row.get(0))).one().block(PATIENCE));
    }

    /** The stock equation, and that what is reserved and sold is what orders reserved and were sold. */
    protected void stockMustBalance() {
        assertThat(count("""
                                SELECT count(*) FROM stock s
                                WHERE s.available + s.reserved + s.sold
                                      <> (SELECT sum(quantity) FROM stock_ledger l WHERE l.sku = s.sku)
                                   OR s.reserved <> (SELECT coalesce(sum(quantity), 0) FROM reservation_line
                                          JOIN reservation USING (order_id) WHERE sku = s.sku AND status = 'RESERVED')
                                   OR s.sold <> (SELECT coalesce(sum(quantity), 0) FROM reservation_line
                                          JOIN reservation USING (order_id) WHERE sku = s.sku AND status = 'COMMITTED')
                                      - (SELECT coalesce(sum(quantity), 0) FROM stock_return_line WHERE sku = s.sku)
                                """)).as("products whose stock does not balance").isZero();
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    record Stock(long available, long reserved, long sold) {}
}
