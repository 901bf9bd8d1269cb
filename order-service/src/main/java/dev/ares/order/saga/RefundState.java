package dev.ares.order.saga;

import java.util.List;
import java.util.UUID;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.ReturnedLine;

/**
 * What a refund is started with. Stored with the saga: a component that is added later must be nullable.
 *
 * @param amount what this refund gives back in money
 * @param points redeemed points that it gives back
 * @param orderTotal what was paid for the order
 */
public record RefundState(
        UUID refundId,
        UUID orderId,
        String userId,
        List<ReturnedLine> lines,
        Money amount,
        long points,
        Money orderTotal) {

    public RefundState {
        lines = List.copyOf(lines);
    }

    static RefundState of(Order order, Refund refund) {
        return new RefundState(
                refund.id(),
                order.id().value(),
                order.userId(),
                refund.lines(),
                refund.amount(),
                refund.points(),
                order.total());
    }
}
