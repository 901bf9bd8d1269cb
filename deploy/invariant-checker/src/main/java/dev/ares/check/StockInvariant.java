package dev.ares.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Invariant 1. The row's own equation holds at any moment; what orders say of it holds at rest. */
final class StockInvariant {

    private static final String STOCK = """
            SELECT s.sku, s.available, s.reserved, s.sold,
                   coalesce((SELECT sum(l.quantity) FROM stock_ledger l WHERE l.sku = s.sku), 0) AS stocked,
                   coalesce((SELECT sum(l.quantity) FROM reservation_line l JOIN reservation r USING (order_id)
                             WHERE l.sku = s.sku AND r.status = 'RESERVED'), 0) AS open
            FROM stock s""";

    private StockInvariant() {}

    private record Stock(String sku, long available, long reserved, long sold, long stocked, long open) {}

    static List<Violation> inFlight(Shop shop) {
        var violations = new ArrayList<Violation>();
        for (Stock stock : read(shop)) {
            long sum = stock.available + stock.reserved + stock.sold;
            if (sum != stock.stocked) {
                violations.add(violation(
                        stock,
                        "available %d + reserved %d + sold %d = %d (expected: stocked %d)"
                                .formatted(stock.available, stock.reserved, stock.sold, sum, stock.stocked)));
            }
            if (stock.available < 0 || stock.reserved < 0 || stock.sold < 0) {
                violations.add(violation(
                        stock,
                        "available %d, reserved %d, sold %d (expected: none negative)"
                                .formatted(stock.available, stock.reserved, stock.sold)));
            }
        }
        return violations;
    }

    static List<Violation> atRest(Shop shop, Books books) {
        var violations = new ArrayList<>(inFlight(shop));
        Map<String, Long> sold = sold(books);
        for (Stock stock : read(shop)) {
            if (stock.reserved != stock.open) {
                violations.add(violation(
                        stock,
                        "reserved %d (expected: %d of open reservations)".formatted(stock.reserved, stock.open)));
            }
            Long expected = sold.remove(stock.sku);
            if (stock.sold != (expected == null ? 0 : expected)) {
                violations.add(violation(
                        stock,
                        "sold %d (expected: %d of confirmed orders, less returns)"
                                .formatted(stock.sold, expected == null ? 0 : expected)));
            }
        }
        sold.forEach((sku, pieces) -> violations.add(new Violation(
                Rule.STOCK, "sku " + sku, "no stock (expected: %d sold of confirmed orders)".formatted(pieces))));
        return violations;
    }

    /** Pieces by SKU that were sold and have not come back; a SKU that was ever sold is there, with 0 when all came back. */
    private static Map<String, Long> sold(Books books) {
        var sold = new HashMap<String, Long>();
        books.orders().values().stream().filter(Shop.Order::paid).forEach(order -> order.lines()
                .forEach((sku, pieces) -> sold.merge(sku, pieces - books.returned(order, sku), Long::sum)));
        return sold;
    }

    private static List<Stock> read(Shop shop) {
        return shop.inventory()
                .rows(
                        STOCK,
                        row -> new Stock(
                                row.getString("sku"),
                                row.getLong("available"),
                                row.getLong("reserved"),
                                row.getLong("sold"),
                                row.getLong("stocked"),
                                row.getLong("open")));
    }

    private static Violation violation(Stock stock, String found) {
        return new Violation(Rule.STOCK, "sku " + stock.sku, found);
    }
}
