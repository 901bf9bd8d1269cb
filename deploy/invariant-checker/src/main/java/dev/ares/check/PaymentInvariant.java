package dev.ares.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Invariant 2: the provider's own ledger against the orders. */
final class PaymentInvariant {

    private PaymentInvariant() {}

    static List<Violation> atRest(Shop shop, Books books, List<Charges.Charge> charged) {
        var violations = new ArrayList<Violation>();
        Map<String, List<Charges.Charge>> taken = charged.stream()
                .filter(charge -> charge.captured() > 0)
                .collect(Collectors.groupingBy(Charges.Charge::orderId));
        taken.forEach((orderId, charges) -> {
            if (!books.orders().containsKey(orderId)) {
                violations.add(violation(orderId, "charged by " + ids(charges) + " (expected: an order)"));
            }
            if (charges.size() > 1) {
                violations.add(violation(orderId, "charged by " + ids(charges) + " (expected: one charge at most)"));
            }
        });
        charged.stream()
                .filter(Charges.Charge::held)
                .forEach(charge -> violations.add(
                        violation(charge.orderId(), "still held by " + charge.id() + " (expected: taken, or let go)")));
        Map<String, Long> givenBack = givenBack(shop, books.slice());
        for (Shop.Order order : books.orders().values()) {
            List<Charges.Charge> charges = taken.getOrDefault(order.id(), List.of());
            check(order, charges, violations);
            checkRefunds(order, books, charges, givenBack.getOrDefault(order.id(), 0L), violations);
        }
        return violations;
    }

    /** What was given back is the same to the order, its refunds, payment-service and the provider. */
    private static void checkRefunds(
            Shop.Order order, Books books, List<Charges.Charge> charges, long givenBack, List<Violation> violations) {
        long refunds = books.given(order, Shop.Refund::amount);
        if (order.refunded() != refunds) {
            violations.add(violation(
                    order.id(), "refunded %d (expected: %d of its refunds)".formatted(order.refunded(), refunds)));
        }
        long provider = charges.stream().mapToLong(Charges.Charge::refunded).sum();
        if (order.paid() && givenBack != provider) {
            violations.add(violation(
                    order.id(),
                    "payment-service gave %d of it back (expected: %d of the provider)"
                            .formatted(givenBack, provider)));
        }
    }

    private static Map<String, Long> givenBack(Shop shop, Slice slice) {
        var givenBack = new HashMap<String, Long>();
        shop.payments()
                .rows(
                        "SELECT order_id, refunded FROM payment WHERE " + slice.holds("order_id"),
                        row -> givenBack.merge(row.getString("order_id"), row.getLong("refunded"), Long::sum));
        return givenBack;
    }

    private static void check(Shop.Order order, List<Charges.Charge> charges, List<Violation> violations) {
        long kept = charges.stream()
                .mapToLong(charge -> charge.captured() - charge.refunded())
                .sum();
        long owed = order.paid() ? order.total() - order.refunded() : 0;
        if (!order.pending() && kept != owed) {
            violations.add(violation(
                    order.id(),
                    "the provider keeps %d of it (expected: %d, %s)".formatted(kept, owed, order.status())));
        }
        charges.stream()
                .filter(charge -> !charge.currency().equals(order.currency()))
                .forEach(charge -> violations.add(violation(
                        order.id(),
                        "charged in %s by %s (expected: %s)"
                                .formatted(charge.currency(), charge.id(), order.currency()))));
    }

    private static String ids(List<Charges.Charge> charges) {
        return charges.stream().map(Charges.Charge::id).collect(Collectors.joining(", "));
    }

    private static Violation violation(String orderId, String found) {
        return new Violation(Rule.PAYMENT, "order " + orderId, found);
    }
}
