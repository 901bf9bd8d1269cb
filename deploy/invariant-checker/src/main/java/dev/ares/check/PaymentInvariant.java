package dev.ares.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Invariant 2: the provider's own ledger against the orders. */
final class PaymentInvariant {

    private PaymentInvariant() {}

    static List<Violation> atRest(Shop shop, Map<String, Shop.Order> orders) {
        var violations = new ArrayList<Violation>();
        Map<String, List<ProviderLedger.Charge>> taken = shop.charges().stream()
                .filter(charge -> charge.captured() > 0)
                .collect(Collectors.groupingBy(ProviderLedger.Charge::orderId));
        taken.forEach((orderId, charges) -> {
            if (!orders.containsKey(orderId)) {
                violations.add(violation(orderId, "charged by " + ids(charges) + " (expected: an order)"));
            }
            if (charges.size() > 1) {
                violations.add(violation(orderId, "charged by " + ids(charges) + " (expected: one charge at most)"));
            }
        });
        for (Shop.Order order : orders.values()) {
            check(order, taken.getOrDefault(order.id(), List.of()), violations);
        }
        return violations;
    }

    private static void check(Shop.Order order, List<ProviderLedger.Charge> charges, List<Violation> violations) {
        long kept = charges.stream()
                .mapToLong(charge -> charge.captured() - charge.refunded())
                .sum();
        long owed = order.confirmed() ? order.total() - order.refunded() : 0;
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

    private static String ids(List<ProviderLedger.Charge> charges) {
        return charges.stream().map(ProviderLedger.Charge::id).collect(Collectors.joining(", "));
    }

    private static Violation violation(String orderId, String found) {
        return new Violation(Rule.PAYMENT, "order " + orderId, found);
    }
}
