package dev.ares.check;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Invariant 3. Each account is its ledger's sum at any moment, since both are written in one transaction; what orders say
 * of the ledger holds at rest, and there that is: balance = awarded + granted + given back - spent - taken back.
 */
final class PointsInvariant {

    private static final String ACCOUNTS = """
            SELECT a.user_id, a.balance, a.held, a.taken_back,
                   coalesce(sum(CASE WHEN l.kind IN ('granted', 'awarded', 'returned', 'refunded') THEN l.points
                                     WHEN l.kind IN ('held', 'taken_back') THEN -l.points END), 0) AS booked,
                   coalesce(sum(CASE WHEN l.kind = 'held' THEN l.points
                                     WHEN l.kind IN ('returned', 'spent') THEN -l.points END), 0) AS booked_held,
                   coalesce(sum(l.points) FILTER (WHERE l.kind = 'taken_back'), 0) AS booked_taken_back
            FROM points_account a LEFT JOIN points_ledger l USING (user_id)
            GROUP BY a.user_id, a.balance, a.held, a.taken_back""";

    /** In two parts: the first goes by its index, the second has none and reads all of the few that are of refunds. */
    private static final String PER_ORDER = """
            SELECT order_id, user_id, kind, sum(points) AS points FROM (
                SELECT * FROM points_ledger WHERE refund_id IS NULL AND %1$s
                UNION ALL
                SELECT * FROM points_ledger WHERE refund_id IS NOT NULL AND %1$s) AS booked
            WHERE kind IN ('awarded', 'spent', 'refunded', 'taken_back') GROUP BY order_id, user_id, kind""";

    private PointsInvariant() {}

    private record Account(
            String userId,
            long balance,
            long held,
            long takenBack,
            long booked,
            long bookedHeld,
            long bookedTakenBack) {}

    private record Effect(String orderId, String userId, String kind) {}

    static List<Violation> inFlight(Shop shop) {
        return addUp(accounts(shop));
    }

    private static List<Violation> addUp(List<Account> accounts) {
        var violations = new ArrayList<Violation>();
        for (Account account : accounts) {
            compare(account, "balance", account.balance, account.booked, violations);
            compare(account, "held", account.held, account.bookedHeld, violations);
            compare(account, "taken back", account.takenBack, account.bookedTakenBack, violations);
            if (account.balance < -account.takenBack || account.held < 0) {
                violations.add(violation(
                        account,
                        "balance %d, held %d (expected: none negative, but the balance by at most the %d taken back)"
                                .formatted(account.balance, account.held, account.takenBack)));
            }
        }
        return violations;
    }

    /** What each account says by itself. */
    static List<Violation> atRest(Shop shop) {
        List<Account> accounts = accounts(shop);
        List<Violation> violations = addUp(accounts);
        accounts.stream()
                .filter(account -> account.held != 0)
                .map(account -> violation(account, "held %d (expected: 0 at rest)".formatted(account.held)))
                .forEach(violations::add);
        return violations;
    }

    /** What the ledger says of each order. */
    static List<Violation> atRest(Shop shop, Books books) {
        var booked = new HashMap<Effect, Long>();
        shop.users()
                .rows(
                        PER_ORDER.formatted(books.slice().holds("order_id")),
                        row -> booked.put(
                                new Effect(row.getString("order_id"), row.getString("user_id"), row.getString("kind")),
                                row.getLong("points")));
        var violations = new ArrayList<Violation>();
        for (Shop.Order order : books.orders().values()) {
            long award = order.paid() ? award(order, order.total()) : 0;
            long kept = order.paid() ? award(order, order.total() - books.given(order, Shop.Refund::amount)) : 0;
            compare(order, "awarded", award, booked, violations);
            compare(order, "spent", order.paid() ? order.redeemedPoints() : 0, booked, violations);
            compare(order, "refunded", books.given(order, Shop.Refund::points), booked, violations);
            compare(order, "taken_back", award - kept, booked, violations);
        }
        booked.forEach((stray, points) -> violations.add(new Violation(
                Rule.POINTS,
                "order " + stray.orderId,
                "%d points %s of user %s (expected: an order of that user)"
                        .formatted(points, stray.kind, stray.userId))));
        return violations;
    }

    private static void compare(Account account, String what, long found, long expected, List<Violation> violations) {
        if (found != expected) {
            violations.add(violation(account, "%s %d (expected: %d of its ledger)".formatted(what, found, expected)));
        }
    }

    private static void compare(
            Shop.Order order, String kind, long expected, Map<Effect, Long> booked, List<Violation> violations) {
        Long found = booked.remove(new Effect(order.id(), order.userId(), kind));
        long points = found == null ? 0 : found;
        if (points != expected && !order.pending()) {
            violations.add(new Violation(
                    Rule.POINTS,
                    "order " + order.id(),
                    "%d points %s (expected: %d, %s)".formatted(points, kind, expected, order.status())));
        }
    }

    /** 1 point per full major unit. */
    private static long award(Shop.Order order, long paid) {
        int digits = Currency.getInstance(order.currency()).getDefaultFractionDigits();
        return paid / (long) Math.pow(10, Math.max(digits, 0));
    }

    private static List<Account> accounts(Shop shop) {
        return shop.users()
                .rows(
                        ACCOUNTS,
                        row -> new Account(
                                row.getString("user_id"),
                                row.getLong("balance"),
                                row.getLong("held"),
                                row.getLong("taken_back"),
                                row.getLong("booked"),
                                row.getLong("booked_held"),
                                row.getLong("booked_taken_back")));
    }

    private static Violation violation(Account account, String found) {
        return new Violation(Rule.POINTS, "user " + account.userId, found);
    }
}
