package dev.ares.acceptance;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ares.local.server.PostgresAdmin;

/** How many rows every table of every service has. */
final class RowCounts {

    private static final List<String> DATABASES = List.of("ares_order", "ares_inventory", "ares_payment", "ares_user");
    private static final String TABLES =
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'outbox\\__'";

    private RowCounts() {}

    static Map<String, Long> of(PostgresAdmin postgres) {
        var counts = new TreeMap<String, Long>();
        try {
            for (String database : DATABASES) {
                count(postgres, database, counts);
            }
        } catch (SQLException failure) {
            throw new AssertionError("rows cannot be counted: " + failure, failure);
        }
        return counts;
    }

    private static void count(PostgresAdmin postgres, String database, Map<String, Long> counts) throws SQLException {
        try (var connection = postgres.connect(database);
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var found = statement.executeQuery(TABLES)) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                try (var found = statement.executeQuery("SELECT count(*) FROM \"" + table + '"')) {
                    found.next();
                    counts.put(database + "." + table, found.getLong(1));
                }
            }
        }
    }
}
