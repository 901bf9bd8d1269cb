package dev.ares.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Invariant 6 for refunds: each that went through is in money, stock and points once, as order-service says; no other is.
 * One that gives back points alone never comes to payment-service.
 */
final class RefundEffects {

    private static final String STOCK = """
            SELECT r.refund_id, r.order_id, l.sku, l.quantity
            FROM stock_return r LEFT JOIN stock_return_line l USING (refund_id)""";

    private RefundEffects() {}

    static List<Violation> atRest(Shop shop, Books books) {
        var violations = new ArrayList<Violation>();
        compare(
                books,
                "stock",
                stock(shop, books.slice()),
                refund -> List.of(lines(refund.orderId(), new TreeMap<>(refund.lines()))),
                violations);
        compare(
                books,
                "points",
                found(
                        shop.users(),
                        "SELECT refund_id AS id, order_id, amount, returned AS points FROM points_refund WHERE ",
                        books.slice()),
                refund -> List.of(money(refund.orderId(), refund.amount(), refund.points())),
                violations);
        compare(
                books,
                "payment",
                found(
                        shop.payments(),
                        "SELECT id, order_id, amount, 0 AS points FROM refund WHERE status = 'SUCCEEDED' AND ",
                        books.slice()),
                refund -> refund.amount() == 0 ? List.of() : List.of(money(refund.orderId(), refund.amount(), 0)),
                violations);
        return violations;
    }

    private static void compare(
            Books books,
            String effect,
            Map<String, List<String>> found,
            Function<Shop.Refund, List<String>> expected,
            List<Violation> violations) {
        for (Shop.Refund refund : books.refunds()) {
            List<String> effects = found.getOrDefault(refund.id(), List.of());
            found.remove(refund.id());
            List<String> right = refund.succeeded() ? expected.apply(refund) : List.of();
            if (!refund.status().equals("PENDING") && !effects.equals(right)) {
                violations.add(violation(
                        refund.id(), "%s %s (expected: %s, %s)".formatted(effect, effects, right, refund.status())));
            }
        }
        found.forEach((id, effects) -> violations.add(violation(id, effect + " " + effects + " (expected: a refund)")));
    }

    private static Map<String, List<String>> found(Tables tables, String query, Slice slice) {
        var found = new HashMap<String, List<String>>();
        tables.rows(query + slice.holds("order_id"), row -> found.computeIfAbsent(
                        row.getString("id"), id -> new ArrayList<>())
                .add(money(row.getString("order_id"), row.getLong("amount"), row.getLong("points"))));
        return found;
    }

    private static Map<String, List<String>> stock(Shop shop, Slice slice) {
        var lines = new HashMap<String, TreeMap<String, Long>>();
        var orders = new HashMap<String, String>();
        shop.inventory().rows(STOCK + " WHERE " + slice.holds("r.order_id"), row -> {
            orders.put(row.getString("refund_id"), row.getString("order_id"));
            var returned = lines.computeIfAbsent(row.getString("refund_id"), id -> new TreeMap<>());
            String sku = row.getString("sku");
            return sku == null ? 0L : returned.merge(sku, row.getLong("quantity"), Long::sum);
        });
        var found = new HashMap<String, List<String>>();
        lines.forEach(
                (refund, returned) -> found.put(refund, List.of(lines(orders.getOrDefault(refund, "?"), returned))));
        return found;
    }

    private static String lines(String orderId, TreeMap<String, Long> lines) {
        return "%s of order %s".formatted(lines, orderId);
    }

    private static String money(String orderId, long amount, long points) {
        return "%d and %d points of order %s".formatted(amount, points, orderId);
    }

    private static Violation violation(String refundId, String found) {
        return new Violation(Rule.ONCE, "refund " + refundId, found);
    }
}
