package dev.ares.messaging.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

@LocalInfrastructure(database = "housekeeping", servers = TestServer.POSTGRES)
class PostgresHousekeepingIT {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String INSERT = """
            INSERT INTO outbox (slot, id, topic, key, type, headers, payload, status, leased_until, created_at)
            VALUES (%d, gen_random_uuid(), 't', '%s', 'T', '{}', '', '%s', now(), now() - interval '%s')""";

    private static final Duration LESS_THAN_A_LOCK = Duration.ofSeconds(30);

    private final PostgresHousekeeping housekeeping;
    private final Connection connection;

    PostgresHousekeepingIT(Infrastructure servers) throws SQLException {
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
                .option(PostgresqlConnectionFactoryProvider.OPTIONS, Map.of("lock_timeout", "60s"))
                .build());
        housekeeping = new PostgresHousekeeping(
                DatabaseClient.builder()
                        .connectionFactory(connections)
                        .namedParameters(false)
                        .build(),
                TransactionalOperator.create(new R2dbcTransactionManager(connections)));
        connection = DriverManager.getConnection(servers.jdbcUrl(), servers.databaseName(), servers.databasePassword());
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("TRUNCATE outbox, inbox");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void dropsOnlySlotsWhereAllIsOldAndNothingIsUnprocessed() throws SQLException {
        insert(1, "old", "processed", "2 days");
        insert(2, "beside a pending one", "processed", "2 days");
        insert(2, "pending", "pending", "2 days");
        insert(3, "beside a parked one", "processed", "2 days");
        insert(3, "parked", "failed", "2 days");
        insert(4, "beside a young one", "processed", "2 days");
        insert(4, "young", "processed", "1 hour");

        assertThat(housekeeping.dropProcessed(DAY).block()).isEqualTo(1);

        assertThat(keys())
                .isEqualTo("beside a parked one, beside a pending one, beside a young one, parked, pending, young");
    }

    @Test
    void leavesASlotAloneInWhichATransactionIsStillWriting() throws SQLException {
        insert(1, "old", "processed", "2 days");
        insert(5, "old too", "processed", "2 days");
        execute("SET idle_in_transaction_session_timeout = 0; SET transaction_timeout = 0");
        connection.setAutoCommit(false);
        insert(1, "late", "pending", "2 days");

        // Without waiting for the lock, or those who come after would wait too.
        assertThat(housekeeping.dropProcessed(DAY).block(LESS_THAN_A_LOCK)).isEqualTo(1);

        connection.commit();
        assertThat(keys()).isEqualTo("late, old");
    }

    @Test
    void forgetsWhatWasReceivedLongAgo() throws SQLException {
        execute("INSERT INTO inbox SELECT gen_random_uuid(), 'r', now() - interval '3 days'"
                + " FROM generate_series(1, 12000)");
        execute("INSERT INTO inbox SELECT gen_random_uuid(), 'r', now() FROM generate_series(1, 10)");

        assertThat(housekeeping.forgetReceived(DAY.multipliedBy(2)).block()).isEqualTo(12000);

        assertThat(query("SELECT count(*) FROM inbox")).isEqualTo("10");
    }

    private void insert(int slot, String key, String status, String age) throws SQLException {
        execute(INSERT.formatted(slot, key, status, age));
    }

    private String keys() throws SQLException {
        return query("SELECT string_agg(key, ', ' ORDER BY key) FROM outbox");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
