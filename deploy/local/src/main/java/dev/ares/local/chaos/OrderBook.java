package dev.ares.local.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.ares.local.server.PostgresAdmin;

/** What order-service has written of orders, read from its database. */
final class OrderBook {

    private static final String OUTCOMES = """
            SELECT trim(status || ' ' || coalesce(reason, '')) AS outcome, count(*) AS orders
            FROM orders WHERE id = ANY (?) GROUP BY 1 ORDER BY 2 DESC""";

    private static final String MISSING = """
            SELECT id FROM unnest(?::uuid[]) AS given (id) WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = given.id)""";

    private static final String TIMELINE = """
            SELECT at, coalesce(step, '') AS step, event, coalesce(detail, '') AS detail
            FROM saga_log WHERE saga_id = ? ORDER BY seq""";

    private final PostgresAdmin databases;

    OrderBook(PostgresAdmin databases) {
        this.databases = databases;
    }

    /** How the orders ended, or stand, with how many did so. */
    Map<String, Long> outcomes(Collection<String> orders) throws SQLException {
        Map<String, Long> outcomes = new TreeMap<>();
        try (Connection connection = databases.connect("ares_order");
                PreparedStatement query = connection.prepareStatement(OUTCOMES)) {
            query.setArray(1, connection.createArrayOf("uuid", orders.toArray()));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                outcomes.put(rows.getString("outcome"), rows.getLong("orders"));
            }
        }
        return outcomes;
    }

    /** Orders that customers were promised and that are not there. */
    List<String> missing(Collection<String> promised) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (Connection connection = databases.connect("ares_order");
                PreparedStatement query = connection.prepareStatement(MISSING)) {
            query.setArray(1, connection.createArrayOf("uuid", promised.toArray()));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                missing.add(rows.getString(1));
            }
        }
        return missing;
    }

    /** What the saga with this id did, a line each; empty when there is none. */
    List<String> timeline(String saga) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = databases.connect("ares_order");
                PreparedStatement query = connection.prepareStatement(TIMELINE)) {
            query.setObject(1, UUID.fromString(saga));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                lines.add("%s  %s %s %s"
                        .formatted(
                                rows.getTimestamp("at").toInstant(),
                                rows.getString("step"),
                                rows.getString("event"),
                                rows.getString("detail")));
            }
        }
        return lines;
    }
}
