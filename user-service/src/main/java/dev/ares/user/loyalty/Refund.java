package dev.ares.user.loyalty;

import java.util.UUID;

/**
 * Money given back for an order, as its service tells it.
 *
 * @param amount given back by this refund, in minor units of the currency
 * @param returned redeemed points that it gives back
 * @param orderTotal what was paid for the order
 */
record Refund(UUID refundId, UUID orderId, UUID userId, long amount, long returned, long orderTotal, String currency) {}
