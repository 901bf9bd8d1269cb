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

    static List<Violation> atRest(Shop shop, Map<String, Shop.Order> orders) {
        var violations = new ArrayList<>(inFlight(shop));
        var sold = new HashMap<String, Long>();
        orders.values().stream().filter(Shop.Order::confirmed).forEach(order -> order.lines()
                .forEach((sku, pieces) -> sold.merge(sku, pieces, Long::sum)));
        for (Stock stock : read(shop)) {
            if (stock.reserved != stock.open) {
                violations.add(violation(
                        stock,
                        "reserved %d (expected: %d of open reservations)".formatted(stock.reserved, stock.open)));
            }
            long confirmed = sold.getOrDefault(stock.sku, 0L);
            if (stock.sold != confirmed) {
                violations.add(violation(
                        stock, "sold %d (expected: %d of confirmed orders)".formatted(stock.sold, confirmed)));
            }
        }
        return violations;
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
