package dev.ares.user.loyalty;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One change of a points account, caused by an order. Points are positive; the kind tells the direction.
 *
 * @param refundId the refund of the order that caused it; null where the order itself did
 */
record LedgerEntry(
        UUID userId,
        Kind kind,
        long points,
        UUID orderId,
        @Nullable UUID refundId) {

    LedgerEntry(UUID userId, Kind kind, long points, UUID orderId) {
        this(userId, kind, points, orderId, null);
    }

    enum Kind {
        AWARDED,
        HELD,
        RETURNED,
        SPENT,
        /** Redeemed points that a refund gave back. */
        REFUNDED,
        /** Awarded points that a refund took away. */
        TAKEN_BACK
    }
}
