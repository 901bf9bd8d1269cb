package dev.ares.user.loyalty;

import java.util.UUID;

/**
 * What became of an order's points; for ever the answer to a repeated command.
 *
 * @param points held for the order, or spent on it once settled; 0 when refused, or returned before they were held
 * @param awarded for the order's total; 0 until settled
 */
record OrderPoints(UUID orderId, UUID userId, Status status, long points, long awarded) {

    enum Status {
        HELD,
        REFUSED,
        RETURNED,
        SETTLED
    }
}
