package dev.ares.order.domain;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An order as it stands.
 *
 * @param reason a stable code when it is cancelled: {@code OUT_OF_STOCK}, {@code INSUFFICIENT_POINTS},
 *     {@code PAYMENT_DECLINED}, {@code PAYMENT_ACTION_REQUIRED}, {@code CANCELLED_BY_CUSTOMER}, {@code EXPIRED}
 * @param total what is paid: the lines less the redeemed points
 * @param refunded what was paid back, at most {@code total}
 * @param cancelRequested the customer wants it undone; after the payment that becomes a refund
 */
public record Order(
        OrderId id,
        String userId,
        OrderStatus status,
        @Nullable String reason,
        List<OrderLine> lines,
        Money total,
        long redeemedPoints,
        Money refunded,
        boolean cancelRequested,
        Instant createdAt,
        Instant updatedAt) {

    public static final String CANCELLED_BY_CUSTOMER = "CANCELLED_BY_CUSTOMER";

    public Order {
        lines = List.copyOf(lines);
    }

    /** After refunds of so much in all, of every line when {@code wholly}. */
    Order refunded(Money inAll, boolean wholly) {
        return new Order(
                id,
                userId,
                wholly && status.moves(OrderStatus.REFUNDED) ? OrderStatus.REFUNDED : status,
                reason,
                lines,
                total,
                redeemedPoints,
                inAll,
                cancelRequested,
                createdAt,
                updatedAt);
    }

    static Order placed(OrderId id, String userId, List<OrderLine> lines, Money total, long points, Instant now) {
        return new Order(
                id,
                userId,
                OrderStatus.PENDING,
                null,
                lines,
                total,
                points,
                Money.zero(total.currency()),
                false,
                now,
                now);
    }
}
