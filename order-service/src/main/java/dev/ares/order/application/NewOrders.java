package dev.ares.order.application;

import reactor.core.publisher.Mono;

/** Port: writes an order with its checkout, together with others that come at the same time. */
public interface NewOrders {

    /**
     * @return false, and nothing written, when the customer's key is taken; {@link Busy} when too many are being placed,
     *     and this one is not
     */
    Mono<Boolean> write(NewOrder order);

    /** The request may be sent again a little later. */
    final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Busy(Throwable cause) {
            super("too many at once", cause, false, false);
        }
    }
}
