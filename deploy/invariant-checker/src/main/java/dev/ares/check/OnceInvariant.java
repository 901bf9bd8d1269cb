package dev.ares.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Invariant 6: what each service did for an order is there once, is what the order asked for, and agrees with its end. */
final class OnceInvariant {

    private static final Effect RESERVATION = new Effect(
            "reservation",
            "SELECT order_id, status FROM reservation",
            Set.of("COMMITTED"),
            Set.of("REFUSED", "RELEASED"));
    private static final Effect PAYMENT =
            new Effect("payment", "SELECT order_id, status FROM payment", Set.of("CAPTURED"), Set.of("REFUSED"));
    private static final Effect POINTS = new Effect(
            "points", "SELECT order_id, status FROM order_points", Set.of("settled"), Set.of("refused", "returned"));

    private OnceInvariant() {}

    /**
     * What a service did for an order.
     *
     * @param whenConfirmed the states that it may be in for an order that went through, which must have it
     * @param whenCancelled the states that it may be in for a cancelled order, where it is there at all
     */
    private record Effect(String name, String query, Set<String> whenConfirmed, Set<String> whenCancelled) {}

    static List<Violation> atRest(Shop shop, Books books) {
        var violations = new ArrayList<>(RefundEffects.atRest(shop, books));
        check(RESERVATION, shop.inventory(), books, violations);
        check(PAYMENT, shop.payments(), books, violations);
        check(POINTS, shop.users(), books, violations);
        checkCustomer("payment", shop.payments(), "SELECT order_id, user_id FROM payment", books, violations);
        checkCustomer("points", shop.users(), "SELECT order_id, user_id FROM order_points", books, violations);
        checkLines(shop, books, violations);
        checkReturns(books, violations);
        return violations;
    }

    private static String of(String query, Books books) {
        return query + " WHERE " + books.slice().holds("order_id");
    }

    private static void check(Effect effect, Tables tables, Books books, List<Violation> violations) {
        var found = new HashMap<String, List<String>>();
        tables.rows(of(effect.query, books), row -> found.computeIfAbsent(
                        row.getString("order_id"), id -> new ArrayList<>())
                .add(row.getString("status")));
        for (Shop.Order order : books.orders().values()) {
            List<String> states = found.getOrDefault(order.id(), List.of());
            found.remove(order.id());
            if (order.paid() && !(states.size() == 1 && effect.whenConfirmed.containsAll(states))) {
                violations.add(violation(order, effect, states, "once " + effect.whenConfirmed));
            }
            if (order.cancelled() && !(states.size() <= 1 && effect.whenCancelled.containsAll(states))) {
                violations.add(violation(order, effect, states, "none, or once of " + effect.whenCancelled));
            }
        }
        found.forEach((id, states) -> violations.add(
                new Violation(Rule.ONCE, "order " + id, effect.name + " " + states + " (expected: an order)")));
    }

    private static void checkCustomer(
            String effect, Tables tables, String query, Books books, List<Violation> violations) {
        tables.rows(of(query, books), row -> Map.entry(row.getString("order_id"), row.getString("user_id")))
                .forEach(found -> {
                    Shop.Order order = books.orders().get(found.getKey());
                    if (order != null && !order.userId().equals(found.getValue())) {
                        violations.add(new Violation(
                                Rule.ONCE,
                                "order " + order.id(),
                                "%s of user %s (expected: %s)".formatted(effect, found.getValue(), order.userId())));
                    }
                });
    }

    private static void checkLines(Shop shop, Books books, List<Violation> violations) {
        var sold = new HashMap<String, Map<String, Long>>();
        shop.inventory()
                .rows(of("SELECT order_id, sku, quantity FROM reservation_line", books), row -> sold.computeIfAbsent(
                                row.getString("order_id"), id -> new TreeMap<>())
                        .merge(row.getString("sku"), row.getLong("quantity"), Long::sum));
        for (Shop.Order order : books.orders().values()) {
            Map<String, Long> lines = sold.getOrDefault(order.id(), Map.of());
            if (order.paid() && !lines.equals(order.lines())) {
                violations.add(new Violation(
                        Rule.ONCE, "order " + order.id(), "sold " + lines + " (expected: " + order.lines() + ")"));
            }
        }
    }

    private static void checkReturns(Books books, List<Violation> violations) {
        for (Shop.Order order : books.orders().values()) {
            var left = new TreeMap<String, Long>(order.lines());
            left.replaceAll((sku, pieces) -> pieces - books.returned(order, sku));
            boolean all = left.values().stream().allMatch(pieces -> pieces == 0);
            boolean tooMany = left.values().stream().anyMatch(pieces -> pieces < 0);
            if (tooMany || all != order.allReturned()) {
                violations.add(new Violation(
                        Rule.ONCE,
                        "order " + order.id(),
                        "%s with %s left after its refunds (expected: none below 0; REFUNDED when none is left)"
                                .formatted(order.status(), left)));
            }
        }
    }

    private static Violation violation(Shop.Order order, Effect effect, List<String> states, String expected) {
        return new Violation(
                Rule.ONCE,
                "order " + order.id(),
                "%s %s of a %s order (expected: %s)".formatted(effect.name, states, order.status(), expected));
    }
}
