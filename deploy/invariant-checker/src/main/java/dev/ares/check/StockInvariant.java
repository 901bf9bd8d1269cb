package dev.ares.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Invariant 1. The row's own equation holds at any moment; what orders say of it holds at rest. */
final class StockInvariant {

    private static final String STOCK = """
            SELECT sku, available, reserved, sold, coalesce(stocked, 0) AS stocked, coalesce(open, 0) AS open
            FROM stock
            LEFT JOIN (SELECT sku, sum(quantity) AS stocked FROM stock_ledger GROUP BY sku) AS booked USING (sku)
            LEFT JOIN (SELECT sku, sum(quantity) AS open FROM reservation_line JOIN reservation USING (order_id)
                       WHERE status = 'RESERVED' GROUP BY sku) AS held USING (sku)""";

    /** Pieces by SKU that were sold and have not come back; a SKU that was ever sold is there, with 0 when all came back. */
    private final Map<String, Long> sold = new HashMap<>();

    private record Stock(String sku, long available, long reserved, long sold, long stocked, long open) {}

    static List<Violation> inFlight(Shop shop) {
        return addsUp(read(shop));
    }

    private static List<Violation> addsUp(List<Stock> stocks) {
        var violations = new ArrayList<Violation>();
        for (Stock stock : stocks) {
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

    void add(Books books) {
        books.orders().values().stream().filter(Shop.Order::paid).forEach(order -> order.lines()
                .forEach((sku, pieces) -> sold.merge(sku, pieces - books.returned(order, sku), Long::sum)));
    }

    /** Once the books of all slices were added. */
    List<Violation> atRest(Shop shop) {
        List<Stock> stocks = read(shop);
        List<Violation> violations = addsUp(stocks);
        for (Stock stock : stocks) {
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
