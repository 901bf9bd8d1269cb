package dev.ares.order;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

import dev.ares.contracts.payment.v1.Pay;
import dev.ares.degradation.Degradation;
import dev.ares.degradation.Level;
import dev.ares.degradation.VitalSign;
import dev.ares.test.infrastructure.Infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is off while the core is in trouble, what is not, and that probes bring it back. */
class DegradationIT extends RunningService {

    private static final String LEVEL = "Ares-Degraded";

    @Autowired
    private Degradation degradation;

    @Autowired
    @Qualifier("storeSign")
    private VitalSign store;

    @Test
    void listsAreOffWhileTheDatabaseIsStuckAndBackAfterwards(Infrastructure infrastructure) throws SQLException {
        try (Connection holder = connection(infrastructure)) {
            execute(holder, "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            // What waits for the lock fails: not after 3 s, but now.
            await().atMost(PATIENCE).until(() -> {
                execute(
                        holder,
                        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                                + " WHERE wait_event_type = 'Lock' AND datname = current_database()");
                return degradation.level() == Level.ESSENTIAL;
            });

            JsonNode refused = body(list().expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .valueEquals(LEVEL, "3;reason=store")
                    .expectHeader()
                    .valueEquals("Retry-After", "2"));
            assertThat(refused.path("type").asString()).endsWith("/switched-off");
            anybody()
                    .get()
                    .uri("/api/orders")
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .doesNotExist(LEVEL);
        }
        awaitNormal();
    }

    @Test
    void anOrderGoesThroughWithoutAskingForTheReceiptsAddressAndSaysSo() {
        // The profile is known from the first order on.
        IntStream.range(0, 2).forEach(number -> placed("dee", order("pm_card_visa", "mug")));

        Pay known = paymentOfAnOrderAtLevelThree("dee");
        Pay unknown = paymentOfAnOrderAtLevelThree("eve");
        assertThat(known.getReceiptEmail()).isNotEmpty();
        assertThat(unknown.getReceiptEmail()).isEmpty();
        awaitNormal();
    }

    private Pay paymentOfAnOrderAtLevelThree(String user) {
        awaitNormal();
        // A probe that succeeds in between begins the count anew.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            store.failed();
            return degradation.level() == Level.ESSENTIAL;
        });
        JsonNode order = body(place(user, newKey(), order("pm_card_visa", "mug"), "wait=15")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals(LEVEL, "3;reason=store"));
        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        return (Pay) participants.commandsFor(order.path("id").asString()).get(1);
    }

    private void awaitNormal() {
        await().atMost(PATIENCE).until(() -> degradation.level() == Level.NORMAL);
        list().expectStatus().isOk().expectHeader().doesNotExist(LEVEL);
    }

    private ResponseSpec list() {
        return customer("dee").get().uri("/api/orders").exchange();
    }

    private static Connection connection(Infrastructure infrastructure) throws SQLException {
        Connection connection = DriverManager.getConnection(
                infrastructure.jdbcUrl(), infrastructure.databaseName(), infrastructure.databasePassword());
        connection.setAutoCommit(false);
        execute(connection, "SET idle_in_transaction_session_timeout = 0");
        execute(connection, "SET transaction_timeout = 0");
        connection.commit();
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
