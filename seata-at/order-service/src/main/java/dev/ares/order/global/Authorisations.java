package dev.ares.order.global;

import org.jspecify.annotations.Nullable;

import dev.ares.order.saga.CheckoutState;

/** Port: money that the provider holds for an order until it is captured or let go. Blocks. */
interface Authorisations {

    /** What the provider said. */
    sealed interface Answer {

        record Held() implements Answer {}

        /** @param reason a stable code */
        record Refused(String reason, @Nullable String detail) implements Answer {}
    }

    /**
     * May be repeated: the same order is held once.
     *
     * @throws RuntimeException when the answer is not known
     */
    Answer hold(CheckoutState checkout);

    /**
     * Harmless when nothing is held. What was captured stays.
     *
     * @throws RuntimeException when it is not known whether it was done
     */
    void letGo(CheckoutState checkout);
}
