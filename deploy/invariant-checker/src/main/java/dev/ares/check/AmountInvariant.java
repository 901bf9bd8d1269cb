package dev.ares.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Invariant 8: an order costs what its lines cost, and a refund gives back what its own lines
 * cost, in money and points in the proportion in which the order was paid. That all books say the same amount does not
 * make it the right one.
 */
final class AmountInvariant {

    private AmountInvariant() {}

    static List<Violation> atRest(Books books) {
        var violations = new ArrayList<Violation>();
        for (Shop.Order order : books.orders().values()) {
            long cost = order.cost(order.lines());
            if (order.total() + order.redeemedPoints() != cost) {
                violations.add(violation(
                        "order " + order.id(),
                        "%d and %d points (expected: together what its lines cost, %d)"
                                .formatted(order.total(), order.redeemedPoints(), cost)));
            }
            checkRefunds(order, books.byOrder().getOrDefault(order.id(), List.of()), violations);
        }
        return violations;
    }

    private static void checkRefunds(Shop.Order order, List<Shop.Refund> refunds, List<Violation> violations) {
        for (Shop.Refund refund : refunds) {
            long cost = order.cost(refund.lines());
            if (refund.amount() + refund.points() != cost) {
                violations.add(violation(
                        "refund " + refund.id(),
                        "%d and %d points (expected: together what its lines cost, %d)"
                                .formatted(refund.amount(), refund.points(), cost)));
            }
        }
        List<Shop.Refund> given =
                refunds.stream().filter(Shop.Refund::succeeded).toList();
        long cost = sum(given.stream().map(Shop.Refund::lines).map(order::cost).toList());
        long money = sum(given.stream().map(Shop.Refund::amount).toList());
        long share = cost - pointsOf(order, cost);
        // A refund that was refused may have moved the rounding of the others by a unit each.
        long rounding = refunds.stream().filter(Shop.Refund::refused).count();
        boolean all = cost == order.cost(order.lines());
        if (Math.abs(money - share) > (all ? 0 : rounding)) {
            violations.add(violation(
                    "order " + order.id(),
                    "gave back %d for goods of %d (expected: their share of money, %d)".formatted(money, cost, share)));
        }
    }

    /** The points' share, rounded down. */
    private static long pointsOf(Shop.Order order, long cost) {
        long paid = order.total() + order.redeemedPoints();
        return paid == 0
                ? 0
                : BigInteger.valueOf(cost)
                        .multiply(BigInteger.valueOf(order.redeemedPoints()))
                        .divide(BigInteger.valueOf(paid))
                        .longValueExact();
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }

    private static Violation violation(String subject, String found) {
        return new Violation(Rule.AMOUNTS, subject, found);
    }
}
