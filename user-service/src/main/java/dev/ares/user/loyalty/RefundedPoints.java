package dev.ares.user.loyalty;

import java.util.UUID;

/**
 * What a refund did to its order's points; for ever the answer when it comes again.
 *
 * @param amount money given back, in minor units
 * @param returned redeemed points given back
 * @param takenBack awarded points taken back
 */
record RefundedPoints(UUID refundId, UUID orderId, long amount, long returned, long takenBack) {

    boolean isOf(Refund refund) {
        return orderId.equals(refund.orderId()) && amount == refund.amount() && returned == refund.returned();
    }
}
