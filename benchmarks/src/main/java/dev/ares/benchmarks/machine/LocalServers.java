package dev.ares.benchmarks.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;

import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.TestServer;
import dev.ares.local.teststack.TestStack;

/** Servers of the local stack, started for this run and stopped after it. */
public record LocalServers(TestStack stack) {

    /** Of every database that a benchmark makes. */
    public static final String PASSWORD = "benchmark";

    /**
     * Starts PostgreSQL and what else is asked for.
     *
     * @throws IllegalStateException when PostgreSQL might forget what it has committed: that is not to be measured
     */
    public static LocalServers start(TestServer... more) throws IOException, SQLException {
        var servers = new LocalServers(TestStack.join());
        for (TestServer server : more) {
            servers.stack.require(server);
        }
        Map<String, String> durability = servers.postgres().durability();
        if (!durability.values().stream().allMatch("on"::equals)) {
            throw new IllegalStateException("PostgreSQL: " + durability + " (expected: all on)");
        }
        return servers;
    }

    public PostgresAdmin postgres() {
        return stack.postgres();
    }

    /** Host and port of the broker. */
    public String kafka() {
        return "127.0.0.1:" + stack.description().kafka();
    }

    /** For a database that {@link PostgresAdmin#createDatabase} has made, with the role of its name. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + stack.description().postgres() + "/" + database;
    }

    /** A connection as the owner of the database, to be closed by the caller. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), database, PASSWORD);
    }

    /** A reactive pool of the owner's connections, all of them open from the first use on; to be disposed by the caller. */
    public ConnectionPool pool(String database, int connections) {
        var factory = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host("127.0.0.1")
                .port(stack.description().postgres())
                .database(database)
                .username(database)
                .password(PASSWORD)
                .build());
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(connections)
                .maxSize(connections)
                .maxAcquireTime(Duration.ofSeconds(30))
                .build());
    }

    /** Executes scripts of the class path as the owner of the database. */
    public void run(String database, String... scripts) throws IOException, SQLException {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            for (String script : scripts) {
                try (var in = LocalServers.class.getResourceAsStream(script)) {
                    statement.execute(
                            new String(Objects.requireNonNull(in, script).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** Makes an empty database, in place of one that an earlier run has left. */
    public void recreate(String database) throws SQLException {
        postgres().dropDatabase(database);
        postgres().createDatabase(database, PASSWORD);
    }

    /** Writes out what is dirty, so that no run pays for the one before. */
    public void checkpoint() throws SQLException {
        try (Connection connection = postgres().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }
}
