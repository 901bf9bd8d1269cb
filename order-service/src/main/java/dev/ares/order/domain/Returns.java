package dev.ares.order.domain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * What of an order has come back or is about to, and what may still come. Refunds that were refused do not count.
 *
 * <p>What a refund gives back is what its lines cost, in money and points in the proportion in which the order was paid.
 * It is computed cumulatively, so that refunds in any number and sequence end at exactly what was paid.
 */
public final class Returns {

    private final Order order;
    private final List<Refund> all;
    private final List<Refund> counting;

    /** @param refunds all of the order so far */
    public Returns(Order order, List<Refund> refunds) {
        this.order = order;
        this.all = List.copyOf(refunds);
        this.counting = refunds.stream().filter(Refund::counts).toList();
    }

    /** Why these lines cannot be returned; empty when they can. */
    public Optional<RefundRejection> rejects(List<ReturnedLine> lines) {
        if (order.status() != OrderStatus.CONFIRMED && order.status() != OrderStatus.REFUNDED) {
            return Optional.of(new RefundRejection.NotConfirmed(order.status()));
        }
        for (int i = 0; i < lines.size(); i++) {
            String sku = lines.get(i).sku();
            if (order.lines().stream().noneMatch(line -> line.sku().equals(sku))) {
                return Optional.of(new RefundRejection.NotOfTheOrder(i, sku));
            }
            if (lines.get(i).quantity() > left(sku)) {
                return Optional.of(new RefundRejection.TooMany(i, sku, left(sku)));
            }
        }
        return Optional.empty();
    }

    /** All that may still be returned. */
    public List<ReturnedLine> rest() {
        return order.lines().stream()
                .map(line -> new ReturnedLine(line.sku(), left(line.sku())))
                .filter(line -> line.quantity() > 0)
                .toList();
    }

    /** The refund of these lines, which must not be rejected. */
    public Refund refund(UUID id, List<ReturnedLine> lines, Instant now) {
        long gross = gross(lines);
        long amount = amount(gross);
        return new Refund(
                id,
                order.id(),
                all.size() + 1,
                RefundStatus.PENDING,
                null,
                lines,
                new Money(amount, order.total().currency()),
                gross - amount,
                now,
                now);
    }

    /** The order as it is once the refunds that succeeded are booked. */
    public Order booked() {
        List<Refund> succeeded = all.stream()
                .filter(refund -> refund.status() == RefundStatus.SUCCEEDED)
                .toList();
        long refunded = sum(succeeded, refund -> refund.amount().amount());
        boolean wholly = new Returns(order, succeeded).rest().isEmpty();
        return order.refunded(new Money(refunded, order.total().currency()), wholly);
    }

    /**
     * The share of money in all that has come back, rounded up, less what was given back. Where an earlier refund was
     * refused, rounding may have left a unit too many or too few, so what is left of money and points bounds it.
     */
    private long amount(long gross) {
        long grossBefore = sum(counting, refund -> gross(refund.lines()));
        long paidBack = sum(counting, refund -> refund.amount().amount());
        long pointsBack = sum(counting, Refund::points);
        long wanted = grossBefore + gross - pointsOf(grossBefore + gross) - paidBack;
        long least = Math.max(0, gross - (order.redeemedPoints() - pointsBack));
        long most = Math.min(gross, order.total().amount() - paidBack);
        return Math.max(least, Math.min(wanted, most));
    }

    private long pointsOf(long gross) {
        return BigInteger.valueOf(gross)
                .multiply(BigInteger.valueOf(order.redeemedPoints()))
                .divide(BigInteger.valueOf(order.total().amount() + order.redeemedPoints()))
                .longValueExact();
    }

    private long gross(List<ReturnedLine> lines) {
        return sum(lines, line -> line.quantity() * unitPrice(line.sku()));
    }

    private long unitPrice(String sku) {
        return order.lines().stream()
                .filter(line -> line.sku().equals(sku))
                .mapToLong(line -> line.unitPrice().amount())
                .sum();
    }

    private int left(String sku) {
        int bought = order.lines().stream()
                .filter(line -> line.sku().equals(sku))
                .mapToInt(OrderLine::quantity)
                .sum();
        int returned = counting.stream()
                .flatMap(refund -> refund.lines().stream())
                .filter(line -> line.sku().equals(sku))
                .mapToInt(ReturnedLine::quantity)
                .sum();
        return bought - returned;
    }

    private static <T> long sum(List<T> elements, ToLongFunction<T> value) {
        return elements.stream().mapToLong(value).sum();
    }
}
