package dev.ares.messaging;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.ares.faults.Commits;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Customers who hang up in the middle of a transaction. A few in a thousand would leave half of it behind otherwise. */
@LocalInfrastructure(database = "messaging")
class CancelledTransactionsIT {

    private static final int CUSTOMERS = 2000;

    private final Random patience = new Random(42);
    private final Shop shop;

    CancelledTransactionsIT(Infrastructure servers) {
        this.shop = Shop.openEmpty(Shop.settings(servers, servers.kafka(), "t" + UUID.randomUUID()));
    }

    @BeforeEach
    void twoTables() {
        shop.execute("DROP TABLE IF EXISTS bought, paid");
        shop.execute("CREATE TABLE bought (customer int)");
        shop.execute("CREATE TABLE paid (customer int)");
    }

    @AfterEach
    void close() {
        shop.execute("DROP TABLE bought, paid");
        shop.close();
    }

    @Test
    void whatIsCancelledIsThereAsAWhole() {
        TransactionalOperator transaction = shop.bean(Commits.class).named("buy and pay");

        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Disposable order = insert("bought", customer)
                    .then(insert("paid", customer))
                    .as(transaction::transactional)
                    .subscribe(done -> {}, fault -> {});
            LockSupport.parkNanos(patience.nextInt(2_000_000));
            order.dispose();
        }

        await().atMost(Shop.PATIENCE).untilAsserted(() -> {
            assertThat(shop.query("SELECT count(*)::text FROM bought")).isEqualTo(all());
            assertThat(shop.query("SELECT count(*)::text FROM paid")).isEqualTo(all());
        });
        assertThat(shop.query("SELECT customer::text FROM bought FULL JOIN paid USING (customer)"
                        + " WHERE bought IS NULL OR paid IS NULL"))
                .as("customers of whom half is there")
                .isEmpty();
    }

    private static List<String> all() {
        return List.of(String.valueOf(CUSTOMERS));
    }

    private Mono<Void> insert(String table, int customer) {
        return shop.bean(DatabaseClient.class)
                .sql("INSERT INTO " + table + " VALUES ($1)")
                .bind("$1", customer)
                .then();
    }
}
