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
        /** Presses the button twice: the same Idempotency-Key again. */
        SEND_AGAIN
    }
}
