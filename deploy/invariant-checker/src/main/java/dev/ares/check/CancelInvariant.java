package dev.ares.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Invariant 7: an accepted cancel is honoured. The order is cancelled, or all of it came back, but for pieces whose refund the
 * cancel itself asked for and the provider refused.
 */
final class CancelInvariant {

    private CancelInvariant() {}

    static List<Violation> atRest(Books books) {
        return books.orders().values().stream()
                .filter(order -> order.cancelRequested() && order.paid())
                .filter(order -> !isHonoured(order, books))
                .map(order -> new Violation(
                        Rule.CANCELLED,
                        "order " + order.id(),
                        "%s and its cancel accepted, of %s only %s asked back (expected: all)"
                                .formatted(order.status(), order.lines(), askedBack(order, books))))
                .toList();
    }

    private static boolean isHonoured(Shop.Order order, Books books) {
        Map<String, Long> askedBack = askedBack(order, books);
        return order.lines().entrySet().stream()
                .allMatch(line -> askedBack.getOrDefault(line.getKey(), 0L) >= line.getValue());
    }

    /** Pieces by SKU that came back, or that the cancel asked for in vain. */
    private static Map<String, Long> askedBack(Shop.Order order, Books books) {
        var pieces = new HashMap<String, Long>();
        books.byOrder().getOrDefault(order.id(), List.of()).stream()
                .filter(refund -> refund.succeeded() || refund.refused() && refund.ofCancel())
                .forEach(refund -> refund.lines().forEach((sku, quantity) -> pieces.merge(sku, quantity, Long::sum)));
        return pieces;
    }
}
