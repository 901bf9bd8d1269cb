package dev.ares.user.loyalty;

import java.util.UUID;

/**
 * @param balance what may be redeemed now; below zero only by what was taken back
 * @param held set aside for orders on their way
 * @param takenBack awarded points that refunds took away, in all
 */
record PointsAccount(UUID userId, long balance, long held, long takenBack) {

    PointsAccount {
        if (balance < -takenBack || held < 0 || takenBack < 0) {
            throw new IllegalStateException(
                    "points of %s: balance %d, held %d, taken back %d (expected: none negative, but a debt by taking back)"
                            .formatted(userId, balance, held, takenBack));
        }
    }

    PointsAccount(UUID userId, long balance, long held) {
        this(userId, balance, held, 0);
    }

    PointsAccount changed(long balanceBy, long heldBy) {
        return new PointsAccount(userId, Math.addExact(balance, balanceBy), Math.addExact(held, heldBy), takenBack);
    }

    PointsAccount refunded(RefundedPoints refund) {
        long change = Math.subtractExact(refund.returned(), refund.takenBack());
        return new PointsAccount(
                userId, Math.addExact(balance, change), held, Math.addExact(takenBack, refund.takenBack()));
    }
}
