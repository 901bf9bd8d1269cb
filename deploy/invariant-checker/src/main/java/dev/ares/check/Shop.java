package dev.ares.check;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The databases that are checked, open for reading. */
record Shop(Tables orders, Tables inventory, Tables payments, Tables users) implements AutoCloseable {

    /**
     * An order as its own service knows it.
     *
     * @param cancelRequested whether its customer's cancel was accepted
     * @param lines pieces by SKU
     * @param prices of a piece, by SKU
     */
    record Order(
            String id,
            String userId,
            String status,
            long total,
            long refunded,
            String currency,
            long redeemedPoints,
            boolean cancelRequested,
            Map<String, Long> lines,
            Map<String, Long> prices) {

        /** What pieces of this order cost, in money or points. */
        long cost(Map<String, Long> pieces) {
            return pieces.entrySet().stream()
                    .mapToLong(line -> line.getValue() * prices.getOrDefault(line.getKey(), 0L))
                    .sum();
        }

        /** Whether it went through; all of it may have come back since. */
        boolean paid() {
            return status.equals("CONFIRMED") || allReturned();
        }

        boolean allReturned() {
            return status.equals("REFUNDED");
        }

        boolean cancelled() {
            return status.equals("CANCELLED");
        }

        boolean pending() {
            return status.equals("PENDING");
        }
    }

    /**
     * A refund as order-service knows it.
     *
     * @param amount money that it gives back, in minor units
     * @param points redeemed points that it gives back
     * @param ofCancel whether it is what the customer's cancel became; an operator asked for it otherwise
     * @param lines pieces that come back, by SKU
     */
    record Refund(
            String id,
            String orderId,
            String status,
            long amount,
            long points,
            boolean ofCancel,
            Map<String, Long> lines) {

        /** Whether the money is back, and stock and points with it once everything rests. */
        boolean succeeded() {
            return status.equals("SUCCEEDED");
        }

        boolean refused() {
            return status.equals("REFUSED");
        }
    }

    /**
     * How many orders there are.
     *
     * @param paid those that went through; all of one may have come back since
     */
    record Census(long all, long paid, long cancelled) {}

    static Shop open(ShopAddresses addresses) {
        var opened = new ArrayList<Tables>();
        try {
            for (ShopAddresses.Database database :
                    List.of(addresses.orders(), addresses.inventory(), addresses.payments(), addresses.users())) {
                opened.add(Tables.open(database));
            }
            return new Shop(opened.get(0), opened.get(1), opened.get(2), opened.get(3));
        } catch (CheckFailedException unreadable) {
            opened.forEach(Tables::close);
            throw unreadable;
        }
    }

    Census census() {
        return orders.rows(
                        """
                        SELECT count(*) AS all_of_them, count(*) FILTER (WHERE status IN ('CONFIRMED', 'REFUNDED')) AS paid,
                               count(*) FILTER (WHERE status = 'CANCELLED') AS cancelled
                        FROM orders""",
                        row -> new Census(row.getLong("all_of_them"), row.getLong("paid"), row.getLong("cancelled")))
                .get(0);
    }

    /** All orders and what belongs to them, so many at a time. */
    List<Slice> slices(int size) {
        return Slice.cutAt(orders.rows(
                "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM orders) AS placed WHERE place %% %d = 0"
                                .formatted(size)
                        + " ORDER BY id",
                row -> row.getString("id")));
    }

    /** Every order of the slice, by its id. */
    Map<String, Order> ordersOf(Slice slice) {
        return orders
                .rows(
                        "SELECT id, user_id, status, total, refunded, currency, redeemed_points, cancel_requested, skus,"
                                + " quantities, unit_prices FROM orders WHERE "
                                + slice.holds("id"),
                        row -> new Order(
                                row.getString("id"),
                                row.getString("user_id"),
                                row.getString("status"),
                                row.getLong("total"),
                                row.getLong("refunded"),
                                row.getString("currency"),
                                row.getLong("redeemed_points"),
                                row.getBoolean("cancel_requested"),
                                lines(row, "quantities"),
                                lines(row, "unit_prices")))
                .stream()
                .collect(Collectors.toMap(Order::id, Function.identity()));
    }

    /** Every refund of an order of the slice. */
    List<Refund> refundsOf(Slice slice) {
        return orders.rows(
                "SELECT id, order_id, status, amount, points, idempotency_key IS NULL AS of_cancel, skus, quantities"
                        + " FROM refund WHERE " + slice.holds("order_id"),
                row -> new Refund(
                        row.getString("id"),
                        row.getString("order_id"),
                        row.getString("status"),
                        row.getLong("amount"),
                        row.getLong("points"),
                        row.getBoolean("of_cancel"),
                        lines(row, "quantities")));
    }

    @Override
    public void close() {
        List.of(orders, inventory, payments, users).forEach(Tables::close);
    }

    /** The column beside the SKUs; a SKU stands in one line of an order at most. */
    private static Map<String, Long> lines(ResultSet row, String column) throws SQLException {
        String[] skus = (String[]) row.getArray("skus").getArray();
        Number[] values = (Number[]) row.getArray(column).getArray();
        var lines = new TreeMap<String, Long>();
        for (int i = 0; i < skus.length; i++) {
            lines.merge(skus[i], values[i].longValue(), Long::sum);
        }
        return lines;
    }
}
