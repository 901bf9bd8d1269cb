package dev.ares.order.domain;

import java.util.Set;

/**
 * Where an order stands, and where it may go from there.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><td>PENDING</td><td>CONFIRMED, CANCELLED</td></tr>
 * <tr><td>CONFIRMED</td><td>REFUNDED</td></tr>
 * <tr><td>CANCELLED, REFUNDED</td><td>nowhere</td></tr>
 * </table>
 */
public enum OrderStatus {
    /** The checkout runs. */
    PENDING,
    /** Paid. Stock and points follow. */
    CONFIRMED,
    /** Everything that the checkout did is undone. */
    CANCELLED,
    /** Paid, and wholly paid back. */
    REFUNDED;

    private static final Set<OrderStatus> BEFORE_CHECKOUT_ENDED = Set.of(PENDING);

    /** The statuses from which this one may be reached. */
    public Set<OrderStatus> reachableFrom() {
        return switch (this) {
            case PENDING -> Set.of();
            case CONFIRMED, CANCELLED -> BEFORE_CHECKOUT_ENDED;
            case REFUNDED -> Set.of(CONFIRMED);
        };
    }

    /**
     * Whether a move from here to {@code next} changes anything. A repeated move is harmless and changes nothing.
     *
     * @throws IllegalStateException when the move is not in the table
     */
    public boolean moves(OrderStatus next) {
        if (this == next) {
            return false;
        }
        if (!next.reachableFrom().contains(this)) {
            throw new IllegalStateException(
                    "order: from %s to %s (expected: from one of %s)".formatted(this, next, next.reachableFrom()));
        }
        return true;
    }

    /** The checkout has ended: who waits for the order need not wait longer. */
    public boolean isTerminal() {
        return this != PENDING;
    }
}
