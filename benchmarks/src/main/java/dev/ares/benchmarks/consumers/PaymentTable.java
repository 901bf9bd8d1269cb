package dev.ares.benchmarks.consumers;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.ares.local.server.PostgresAdmin;

/** What a payment-service has committed, and with how many connections, seen from outside. */
final class PaymentTable implements AutoCloseable {

    private static final String DONE = "SELECT order_id, updated_at FROM payment WHERE status = 'CAPTURED'";
    private static final String OPEN = "SELECT count(*) FROM payment WHERE status <> 'CAPTURED'";
    private static final String BUSY =
            "SELECT count(*) FROM pg_stat_activity WHERE usename = ? AND backend_type = 'client backend' AND state <> 'idle'";

    private final Connection connection;
    private final String database;

    PaymentTable(PostgresAdmin postgres, String database) throws SQLException {
        this.connection = postgres.connect(database);
        this.database = database;
    }

    /** When the outcome of each of these orders was committed. */
    Map<String, Instant> done(Set<String> orders) throws SQLException {
        Map<String, Instant> done = new HashMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(DONE)) {
            while (rows.next()) {
                if (orders.contains(rows.getString(1))) {
                    done.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
        return done;
    }

    /** Payments that are not through. */
    int open() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(OPEN)) {
            row.next();
            return row.getInt(1);
        }
    }

    int busyConnections() throws SQLException {
        try (var statement = connection.prepareStatement(BUSY)) {
            statement.setString(1, database);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
