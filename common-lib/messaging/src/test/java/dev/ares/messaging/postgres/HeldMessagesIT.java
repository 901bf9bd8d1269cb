package dev.ares.messaging.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.faults.WholeTransactions;
import dev.ares.local.teststack.TestServer;
import dev.ares.messaging.relay.Delivery;
import dev.ares.messaging.relay.MessageTable;
import dev.ares.messaging.relay.StoredMessage;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Relays that hold messages of one table at the same time, die, freeze, and go on. */
@LocalInfrastructure(database = "held_messages", servers = TestServer.POSTGRES)
class HeldMessagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LEFT_BEHIND = """
            INSERT INTO outbox (id, topic, key, type, headers, payload, leased_until)
            SELECT gen_random_uuid(), 't', 'k', 'T', '{}', '', now() - n * interval '1 second'
            FROM generate_series(1, %d) AS n""";

    private static final String INSERT_MANY = """
            INSERT INTO outbox (id, topic, key, type, headers, payload, status, leased_until)
            SELECT gen_random_uuid(), 't', 'k', 'T', '{}', '', %s, %s FROM generate_series(1, %d)""";

    private final DatabaseClient database;
    private final MessageTable table;
    private final Connection connection;

    HeldMessagesIT(Infrastructure servers) throws SQLException {
        Flyway.configure()
                .dataSource(servers.jdbcUrl(), servers.databaseName(), servers.databasePassword())
                .locations("classpath:db/messaging")
                .load()
                .migrate();
        ConnectionFactory connections = ConnectionFactories.get(ConnectionFactoryOptions.parse(
                        "r2dbc:postgresql://127.0.0.1:" + servers.postgresPort() + "/" + servers.databaseName())
                .mutate()
                .option(ConnectionFactoryOptions.USER, servers.databaseName())
                .option(ConnectionFactoryOptions.PASSWORD, servers.databasePassword())
                .build());
        database = DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
        var transactions = TransactionalOperator.create(new R2dbcTransactionManager(connections));
        table = new PostgresMessageTable(database, new WholeTransactions(transactions), Duration.ofMinutes(10), 100);
        connection = DriverManager.getConnection(servers.jdbcUrl(), servers.databaseName(), servers.databasePassword());
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("TRUNCATE outbox");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** By chance: three relays begin to hold, and end in every way that there is, in any order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyHoldsWhatAnotherHoldsAndOnlyWhatWasCommittedStands(long seed) throws Exception {
        var dice = new Random(seed);
        var committed = new HashMap<UUID, String>();
        List<Relay> holding = new ArrayList<>();
        execute(LEFT_BEHIND.formatted(30));
        for (int step = 0; step < 20; step++) {
            if (holding.size() < 3 && dice.nextBoolean()) {
                var relay = new Relay(1 + dice.nextInt(12));
                assertThat(Collections.disjoint(relay.held, heldBy(holding))).isTrue();
                assertThat(Collections.disjoint(relay.held, committed.keySet())).isTrue();
                holding.add(relay);
            } else if (!holding.isEmpty()) {
                holding.remove(dice.nextInt(holding.size())).end(dice, committed);
            }
            assertThat(statuses("processed")).containsExactlyInAnyOrderElementsOf(of(committed, "processed"));
            assertThat(leased()).containsExactlyInAnyOrderElementsOf(of(committed, "leased"));
        }
        for (Relay relay : holding) {
            relay.end(dice, committed);
        }
        execute("UPDATE outbox SET leased_until = now(), next_attempt_at = now()");
        assertThat(table.hold(100, table::markProcessed).block(PATIENCE))
                .isEqualTo(30 - of(committed, "processed").size());
        assertThat(statuses("processed")).hasSize(30);
    }

    @Test
    void whatARelayHeldWhoseConnectionDiedIsFreeAtOnce() throws Exception {
        execute(LEFT_BEHIND.formatted(1));
        CompletableFuture<Integer> pid = new CompletableFuture<>();
        var dying = table.hold(1, held -> database.sql("SELECT pg_backend_pid()")
                        .mapValue(Integer.class)
                        .one()
                        .doOnNext(pid::complete)
                        .then(Mono.never()))
                .toFuture();

        int backend = pid.get(20, TimeUnit.SECONDS);
        assertThat(table.hold(1, table::markProcessed).block(PATIENCE)).isZero();
        execute("SELECT pg_terminate_backend(" + backend + ")");

        await().atMost(PATIENCE).until(() -> Integer.valueOf(1)
                .equals(table.hold(1, table::markProcessed).block(PATIENCE)));
        dying.cancel(true);
    }

    @Test
    void aFrozenRelayLosesWhatItHoldsAndMarksNothingAfterwards() throws Exception {
        execute(LEFT_BEHIND.formatted(2));
        CompletableFuture<Void> thawed = new CompletableFuture<>();
        CompletableFuture<List<StoredMessage>> begun = new CompletableFuture<>();
        var frozen = table.hold(2, held -> database.sql("SET LOCAL idle_in_transaction_session_timeout = '300ms'")
                        .then()
                        .doOnSuccess(set -> begun.complete(held))
                        .then(Mono.fromFuture(thawed))
                        .then(table.markProcessed(held)))
                .toFuture();
        begun.get(20, TimeUnit.SECONDS);

        List<StoredMessage> taken = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            table.hold(2, held -> {
                        taken.addAll(held);
                        return table.lease(held);
                    })
                    .block(PATIENCE);
            return taken.size() == 2;
        });
        thawed.complete(null);

        assertThatThrownBy(() -> frozen.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(statuses("processed")).isEmpty();
        assertThat(leased()).hasSize(2);
    }

    @Test
    void aMessageMayBeSentForLessTimeThanTheDatabaseHoldsItForASilentProcess() throws Exception {
        assertThat(query("SELECT extract(epoch FROM setting::bigint * interval '1 ms')::int::text"
                        + " FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'"))
                .containsExactly("5");
        assertThat(MessageTable.HOLD).isLessThan(Duration.ofSeconds(5));
    }

    /** However many are processed or leased: what is looked at is what is taken. */
    @Test
    void theIndexOfWhatIsNotProcessedServesBothLooks() throws Exception {
        execute(INSERT_MANY.formatted("'processed'", "now() - interval '1 minute'", 20_000));
        execute(INSERT_MANY.formatted("'pending'", "now() + interval '10 seconds'", 5_000));
        execute(INSERT_MANY.formatted("'pending'", "now() - interval '1 second'", 50));
        execute("ANALYZE outbox");

        assertThat(plan(PostgresMessageTable.HOLD_DUE)).contains("Index Cond: (leased_until <= ");
        assertThat(plan(PostgresMessageTable.HOLD_PUT_OFF)).contains("Index Cond: (leased_until > ");
    }

    /** Of the partition that holds the rows; how the empty ones are read does not matter. */
    private String plan(String look) throws SQLException {
        String sql = look.replace("$1", "1000").replace("$2", "10000").replace("$3", "40000");
        String slot = query("SELECT DISTINCT slot FROM outbox").get(0);
        String plan = String.join("\n", query("EXPLAIN (COSTS OFF) " + sql));
        return plan.substring(plan.indexOf(" on outbox_" + slot)).split("->", 2)[0];
    }

    /** A busy machine is no frozen process. */
    private Mono<Void> noTimeLimit() {
        return database.sql("SET LOCAL idle_in_transaction_session_timeout = 0").then();
    }

    private static List<UUID> heldBy(List<Relay> relays) {
        return relays.stream().flatMap(relay -> relay.held.stream()).toList();
    }

    private static List<UUID> of(Map<UUID, String> committed, String state) {
        return committed.entrySet().stream()
                .filter(entry -> entry.getValue().equals(state))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<UUID> statuses(String status) throws SQLException {
        return query("SELECT id::text FROM outbox WHERE status = '" + status + "'").stream()
                .map(UUID::fromString)
                .toList();
    }

    private List<UUID> leased() throws SQLException {
        return query("SELECT id::text FROM outbox WHERE status = 'pending' AND leased_until > clock_timestamp()")
                .stream()
                .map(UUID::fromString)
                .toList();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (result.next()) {
                found.add(result.getString(1));
            }
            return found;
        }
    }

    /** A hold that has begun and ends when it is told how. */
    private final class Relay {

        private final CompletableFuture<Function<List<StoredMessage>, Mono<Void>>> ending = new CompletableFuture<>();
        private final CompletableFuture<List<StoredMessage>> begun = new CompletableFuture<>();
        private final CompletableFuture<?> hold;
        private final List<UUID> held;

        Relay(int limit) throws Exception {
            hold = table.hold(limit, messages -> noTimeLimit()
                            .doOnSuccess(set -> begun.complete(messages))
                            .then(Mono.fromFuture(ending))
                            .flatMap(end -> end.apply(messages)))
                    .toFuture();
            hold.thenRun(() -> begun.complete(List.of()));
            held = begun.get(20, TimeUnit.SECONDS).stream()
                    .map(one -> one.message().id())
                    .toList();
        }

        /** Marks some, leases some, refuses some, gives some back, leaves the others; or dies after it. */
        void end(Random dice, Map<UUID, String> committed) throws Exception {
            boolean dies = dice.nextInt(4) == 0;
            var ends = new HashMap<UUID, Integer>();
            held.forEach(id -> ends.put(id, dice.nextInt(5)));
            ending.complete(messages -> table.markProcessed(those(messages, ends, 0))
                    .then(table.lease(those(messages, ends, 1)))
                    .then(table.release(those(messages, ends, 2), Duration.ZERO))
                    .then(table.refuse(those(messages, ends, 3).stream()
                            .map(one -> new Delivery.Refused(one, "at fault"))
                            .toList()))
                    .then(dies ? Mono.<Void>error(new IllegalStateException("dies")) : Mono.<Void>empty()));
            if (dies && !held.isEmpty()) {
                assertThatThrownBy(() -> hold.get(20, TimeUnit.SECONDS)).hasMessageContaining("dies");
                return;
            }
            assertThat(hold.get(20, TimeUnit.SECONDS)).isEqualTo(held.size());
            ends.forEach((id, end) -> {
                if (end < 2) {
                    committed.put(id, end == 0 ? "processed" : "leased");
                }
            });
        }

        private static List<StoredMessage> those(List<StoredMessage> messages, Map<UUID, Integer> ends, int end) {
            return messages.stream()
                    .filter(one ->
                            Integer.valueOf(end).equals(ends.get(one.message().id())))
                    .toList();
        }
    }
}
