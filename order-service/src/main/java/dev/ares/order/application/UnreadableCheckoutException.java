package dev.ares.order.application;

import dev.ares.order.domain.OrderId;

/**
 * The order is there, and what is stored of its checkout cannot be read: it is parked, and nothing can be decided about it
 * until an operator, or a version that reads it, makes it go on.
 */
public final class UnreadableCheckoutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnreadableCheckoutException(OrderId id) {
        super("order " + id + ": its checkout is not there or does not decode (expected: one that does)");
    }
}
