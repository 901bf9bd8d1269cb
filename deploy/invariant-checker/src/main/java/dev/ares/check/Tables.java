package dev.ares.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** One database, read as of one moment. */
final class Tables implements AutoCloseable {

    private static final int STATEMENT_LIMIT_SECONDS = 60;
    private static final int ROWS_AT_A_TIME = 10_000;

    private final String name;
    private final Connection connection;

    private Tables(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    static Tables open(ShopAddresses.Database database) {
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "90");
        // The services' roles may hold a transaction for seconds only; reading a large shop takes longer.
        properties.setProperty("options", "-c transaction_timeout=0 -c idle_in_transaction_session_timeout=300s");
        try {
            Connection connection = DriverManager.getConnection(database.url(), properties);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return new Tables(database.url(), connection);
        } catch (SQLException failure) {
            throw new CheckFailedException(database.url() + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** All rows of a query. */
    <T> List<T> rows(String sql, Row<T> row) {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(STATEMENT_LIMIT_SECONDS);
            statement.setFetchSize(ROWS_AT_A_TIME);
            var rows = new ArrayList<T>();
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.add(row.of(result));
                }
            }
            return rows;
        } catch (SQLException failure) {
            throw new CheckFailedException(name + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException closedAnyway) {
            // Nothing was written.
        }
    }

    /** Reads the present row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
