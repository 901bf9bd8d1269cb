package dev.ares.benchmarks.reservation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tables say when nothing is under way.
 *
 * @param reserved orders that hold their stock
 * @param told answers to orders that they do, in the message table
 */
record Books(List<Shelf> shelves, long reserved, long told) {

    private static final String SHELVES = """
            SELECT s.sku, l.stocked, s.available, s.reserved, s.sold, coalesce(h.held, 0) AS held
            FROM stock s
            JOIN (SELECT sku, sum(quantity) AS stocked FROM stock_ledger GROUP BY sku) AS l USING (sku)
            LEFT JOIN (SELECT sku, sum(quantity) AS held FROM reservation_line JOIN reservation USING (order_id)
                       WHERE status = 'RESERVED' GROUP BY sku) AS h USING (sku)
            ORDER BY sku""";

    private static final String ORDERS = """
            SELECT (SELECT count(*) FROM reservation WHERE status = 'RESERVED'),
                   (SELECT count(*) FROM outbox WHERE type = 'ares.inventory.v1.StockReserved')""";

    /**
     * A product's stock.
     *
     * @param stocked everything that came in
     * @param held by the orders that hold stock, as their own lines say
     */
    record Shelf(String sku, long stocked, long available, long reserved, long sold, long held) {

        boolean isRight() {
            return available >= 0 && reserved >= 0 && sold == 0 && available + reserved == stocked && reserved == held;
        }
    }

    static Books read(Connection connection) throws SQLException {
        List<Shelf> shelves = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery(SHELVES)) {
                while (rows.next()) {
                    shelves.add(new Shelf(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getLong(5),
                            rows.getLong(6)));
                }
            }
            try (var row = statement.executeQuery(ORDERS)) {
                row.next();
                return new Books(shelves, row.getLong(1), row.getLong(2));
            }
        }
    }

    /**
     * What is wrong, for people; empty: nothing.
     *
     * @param expected orders that must hold stock: no more, no less
     * @param tells whether each of them must have been answered
     */
    List<String> faults(long expected, boolean tells) {
        List<String> faults = new ArrayList<>();
        shelves.stream()
                .filter(shelf -> !shelf.isRight())
                .map(shelf -> shelf + " (expected: available + reserved = stocked, reserved = held, none negative)")
                .forEach(faults::add);
        if (reserved != expected) {
            faults.add("orders with stock: %d (expected: %d)".formatted(reserved, expected));
        }
        long answers = tells ? expected : 0;
        if (told != answers) {
            faults.add("orders told that they have it: %d (expected: %d)".formatted(told, answers));
        }
        return faults;
    }
}
