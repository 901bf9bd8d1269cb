package dev.ares.order.saga;

import java.util.List;
import java.util.UUID;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.ReturnedLine;

/** What a refund asks of others. Each is harmless when repeated: its natural key is the refund. */
public sealed interface RefundCommand {

    UUID refundId();

    UUID orderId();

    record RefundPayment(UUID refundId, UUID orderId, Money amount) implements RefundCommand {

        static RefundPayment of(RefundState state) {
            return new RefundPayment(state.refundId(), state.orderId(), state.amount());
        }
    }

    /** Told to inventory, which takes the lines into stock, and to user, which corrects the points. */
    record OrderRefunded(
            UUID refundId,
            UUID orderId,
            String userId,
            List<ReturnedLine> lines,
            Money amount,
            long points,
            Money orderTotal)
            implements RefundCommand {

        static OrderRefunded of(RefundState state) {
            return new OrderRefunded(
                    state.refundId(),
                    state.orderId(),
                    state.userId(),
                    state.lines(),
                    state.amount(),
                    state.points(),
                    state.orderTotal());
        }
    }
}
