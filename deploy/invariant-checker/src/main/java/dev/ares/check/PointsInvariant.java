package dev.ares.check;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Invariant 3: each account against its ledger, and the ledger against the confirmed orders. */
final class PointsInvariant {

    private static final String ACCOUNTS = """
            SELECT a.user_id, a.balance, a.held,
                   coalesce(sum(l.points) FILTER (WHERE l.kind = 'granted'), 0)  AS granted,
                   coalesce(sum(l.points) FILTER (WHERE l.kind = 'awarded'), 0)  AS awarded,
                   coalesce(sum(l.points) FILTER (WHERE l.kind = 'spent'), 0)    AS spent
            FROM points_account a LEFT JOIN points_ledger l USING (user_id) GROUP BY a.user_id, a.balance, a.held""";

    private static final String PER_ORDER = """
            SELECT order_id, kind, sum(points) AS points FROM points_ledger
            WHERE kind IN ('awarded', 'spent') GROUP BY order_id, kind""";

    private PointsInvariant() {}

    private record Account(String userId, long balance, long held, long granted, long awarded, long spent) {}

    static List<Violation> inFlight(Shop shop) {
        return accounts(shop).stream()
                .filter(account -> account.balance < 0 || account.held < 0)
                .map(account -> violation(
                        account,
                        "balance %d, held %d (expected: none negative)".formatted(account.balance, account.held)))
                .toList();
    }

    static List<Violation> atRest(Shop shop, Map<String, Shop.Order> orders) {
        var violations = new ArrayList<>(inFlight(shop));
        for (Account account : accounts(shop)) {
            long expected = account.awarded + account.granted - account.spent;
            if (account.balance != expected) {
                violations.add(violation(
                        account,
                        "balance %d (expected: awarded %d + granted %d - spent %d = %d)"
                                .formatted(
                                        account.balance, account.awarded, account.granted, account.spent, expected)));
            }
            if (account.held != 0) {
                violations.add(violation(account, "held %d (expected: 0 at rest)".formatted(account.held)));
            }
        }
        violations.addAll(perOrder(shop, orders));
        return violations;
    }

    private static List<Violation> perOrder(Shop shop, Map<String, Shop.Order> orders) {
        var booked = new HashMap<String, Long>();
        shop.users()
                .rows(
                        PER_ORDER,
                        row -> booked.put(row.getString("order_id") + row.getString("kind"), row.getLong("points")));
        var violations = new ArrayList<Violation>();
        for (Shop.Order order : orders.values()) {
            compare(order, "awarded", order.confirmed() ? award(order) : 0, booked, violations);
            compare(order, "spent", order.confirmed() ? order.redeemedPoints() : 0, booked, violations);
        }
        booked.keySet()
                .forEach(stray -> violations.add(
                        new Violation(Rule.POINTS, "order " + stray, "points are booked (expected: an order)")));
        return violations;
    }

    private static void compare(
            Shop.Order order, String kind, long expected, Map<String, Long> booked, List<Violation> violations) {
        Long found = booked.remove(order.id() + kind);
        long points = found == null ? 0 : found;
        if (points != expected && !order.pending()) {
            violations.add(new Violation(
                    Rule.POINTS,
                    "order " + order.id(),
                    "%d points %s (expected: %d, %s)".formatted(points, kind, expected, order.status())));
        }
    }

    /** 1 point per full major unit of what was paid. */
    private static long award(Shop.Order order) {
        int digits = Currency.getInstance(order.currency()).getDefaultFractionDigits();
        return order.total() / (long) Math.pow(10, Math.max(digits, 0));
    }

    private static List<Account> accounts(Shop shop) {
        return shop.users()
                .rows(
                        ACCOUNTS,
                        row -> new Account(
                                row.getString("user_id"),
                                row.getLong("balance"),
                                row.getLong("held"),
                                row.getLong("granted"),
                                row.getLong("awarded"),
                                row.getLong("spent")));
    }

    private static Violation violation(Account account, String found) {
        return new Violation(Rule.POINTS, "user " + account.userId, found);
    }
}
