package dev.ares.local.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

    private static final String WRITTEN = """
            SELECT id, user_id, idempotency_key, status, total, cancel_requested,
                   (SELECT string_agg(line, ' ' ORDER BY line COLLATE "C")
                      FROM (SELECT sku || '*' || quantity AS line FROM unnest(skus, quantities) AS of (sku, quantity)) lines)
                   AS lines
            FROM orders WHERE id = ANY (?)""";

    private static final String REFUNDS = """
            SELECT order_id, idempotency_key, amount,
                   (SELECT string_agg(line, ' ' ORDER BY line COLLATE "C")
                      FROM (SELECT sku || '*' || quantity AS line FROM unnest(skus, quantities) AS of (sku, quantity)) lines)
                   AS lines
            FROM refund WHERE order_id = ANY (?) AND idempotency_key IS NOT NULL""";

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

    /**
     * An order as it stands in the database.
     *
     * @param lines the pieces by SKU as the {@link dev.ares.local.load.Journal} writes them
     */
    record Written(
            String userId, String idempotencyKey, String status, boolean cancelRequested, String lines, long total) {}

    /** Those of the orders that are there, by their ids. */
    Map<String, Written> written(Collection<String> orders) throws SQLException {
        Map<String, Written> written = new HashMap<>();
        try (Connection connection = databases.connect("ares_order");
                PreparedStatement query = connection.prepareStatement(WRITTEN)) {
            query.setArray(1, connection.createArrayOf("uuid", orders.toArray()));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                written.put(
                        rows.getString("id"),
                        new Written(
                                rows.getString("user_id"),
                                rows.getString("idempotency_key"),
                                rows.getString("status"),
                                rows.getBoolean("cancel_requested"),
                                rows.getString("lines"),
                                rows.getLong("total")));
            }
        }
        return written;
    }

    /**
     * A refund as it stands in the database.
     *
     * @param lines as those of an order
     * @param amount of money, in minor units
     */
    record Refund(String lines, long amount) {}

    /** What operators asked for of the orders: by order, and by the Idempotency-Key under which they did. */
    Map<String, Map<String, Refund>> refunds(Collection<String> orders) throws SQLException {
        Map<String, Map<String, Refund>> refunds = new HashMap<>();
        try (Connection connection = databases.connect("ares_order");
                PreparedStatement query = connection.prepareStatement(REFUNDS)) {
            query.setArray(1, connection.createArrayOf("uuid", orders.toArray()));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                refunds.computeIfAbsent(rows.getString("order_id"), order -> new HashMap<>())
                        .put(
                                rows.getString("idempotency_key"),
                                new Refund(rows.getString("lines"), rows.getLong("amount")));
            }
        }
        return refunds;
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
