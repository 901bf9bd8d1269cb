package dev.ares.user.loyalty;

import java.util.UUID;

/**
 * @param balance what may be redeemed now
 * @param held set aside for orders on their way
 */
record PointsAccount(UUID userId, long balance, long held) {

    PointsAccount {
        if (balance < 0 || held < 0) {
            throw new IllegalStateException("points of " + userId + ": balance " + balance + ", held " + held);
        }
    }

    PointsAccount changed(long balanceBy, long heldBy) {
        return new PointsAccount(userId, Math.addExact(balance, balanceBy), Math.addExact(held, heldBy));
    }
}
