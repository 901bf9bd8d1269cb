package dev.ares.user.loyalty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

import dev.ares.user.loyalty.OrderPoints.Status;

/**
 * The points of refunds, decided as {@link PointsBook} decides those of checkouts: each refund does its work once. Of an
 * order's award stays what its total less all its refunds would earn, so it does not matter in which order they come.
 */
final class RefundBook {

    private final PointsBook points;
    private final Map<UUID, RefundedPoints> known = new HashMap<>();
    private final List<RefundedPoints> added = new ArrayList<>();

    /** @param earlier all refunds of the batch's orders, and those with its refund ids */
    RefundBook(PointsBook points, Collection<RefundedPoints> earlier) {
        this.points = points;
        earlier.forEach(each -> known.put(each.refundId(), each));
    }

    /**
     * Gives redeemed points back and takes awarded ones away, below zero where they were spent meanwhile.
     *
     * @throws IllegalArgumentException when it contradicts the order or what came under this refund before; also while
     *     the order is not settled, which then helps when the refund is sent again
     */
    RefundedPoints refund(Refund refund) {
        OrderPoints order = settledOrder(refund);
        RefundedPoints before = known.get(refund.refundId());
        if (before != null) {
            require(before.isOf(refund), refund, refund + " (expected: " + before + ", as before)");
            return before;
        }
        RefundedPoints refunded = decide(refund, order);
        points.refund(order, refunded);
        known.put(refunded.refundId(), refunded);
        added.add(refunded);
        return refunded;
    }

    private OrderPoints settledOrder(Refund refund) {
        OrderPoints order = points.known(refund.orderId(), refund.userId());
        if (order == null || order.status() != Status.SETTLED) {
            throw new IllegalArgumentException("refund " + refund.refundId() + ": order "
                    + (order == null ? refund.orderId() + " is unknown" : order) + " (expected: settled)");
        }
        return order;
    }

    private RefundedPoints decide(Refund refund, OrderPoints order) {
        long returned = refund.returned() + sum(order, RefundedPoints::returned);
        require(
                refund.returned() >= 0 && returned <= order.points(),
                refund,
                "returns " + returned + " points in all (expected: at most " + order.points() + ")");
        long total = refund.orderTotal();
        long refunded = refund.amount() + sum(order, RefundedPoints::amount);
        require(
                refund.amount() >= 0 && refunded <= total,
                refund,
                "gives " + refunded + " back in all (expected: at most " + total + ")");
        require(
                Award.of(total, refund.currency()) == order.awarded(),
                refund,
                "order total " + total + " (expected: one that earned " + order.awarded() + ")");
        long kept = Award.of(total - refunded, refund.currency());
        long takenBack = order.awarded() - kept - sum(order, RefundedPoints::takenBack);
        return new RefundedPoints(refund.refundId(), order.orderId(), refund.amount(), refund.returned(), takenBack);
    }

    /** Refunds that the batch adds, in the order in which they came. */
    List<RefundedPoints> added() {
        return List.copyOf(added);
    }

    private long sum(OrderPoints order, ToLongFunction<RefundedPoints> column) {
        return known.values().stream()
                .filter(each -> each.orderId().equals(order.orderId()))
                .mapToLong(column)
                .sum();
    }

    private static void require(boolean fits, Refund refund, String fault) {
        if (!fits) {
            throw new IllegalArgumentException("refund " + refund.refundId() + ": " + fault);
        }
    }
}
