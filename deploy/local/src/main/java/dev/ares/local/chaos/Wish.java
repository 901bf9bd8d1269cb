package dev.ares.local.chaos;

import dev.ares.local.client.OrderRequest;

/**
 * What a customer means to do.
 *
 * @param customer index among the buyers
 * @param then what the customer does once the order is accepted
 */
record Wish(int customer, OrderRequest order, Then then) {

    enum Then {
        NOTHING,
        /** Has a change of mind. */
        CANCEL,
        /** Sends the first line back. */
        RETURN_A_LINE,
        /** The first line, asked for twice at the same moment under one Idempotency-Key. */
        RETURN_AGAIN,
        /** A piece of the first line and the whole last one at the same moment; it may be the same line, and not enough for both. */
        RETURN_TWICE,
        /** A piece of the first line comes back while the customer cancels the rest. */
        RETURN_AND_CANCEL,
        /** Presses the button twice: the same Idempotency-Key again. */
        SEND_AGAIN
    }
}
