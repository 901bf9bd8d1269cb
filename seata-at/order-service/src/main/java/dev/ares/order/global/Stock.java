package dev.ares.order.global;

import dev.ares.order.saga.CheckoutState;

/** Port: stock, as a part of global transactions. Blocks. */
interface Stock {

    /**
     * Sells every line to the order, or none.
     *
     * @throws RefusedException when it cannot be had
     * @throws StockHeldException when others hold it: nothing was sold, and the same may be tried again at once
     * @throws RuntimeException for anything else, which decides nothing
     */
    void sell(String xid, CheckoutState checkout);

    /**
     * Whether it is on record that the order's lines were sold, be it by a transaction that is not decided yet.
     *
     * @throws RuntimeException when that is not known
     */
    boolean isSold(CheckoutState checkout);

    /**
     * Takes back what was sold by a transaction that its coordinator forgot; nothing is sold to the order from then on. Only
     * for orders that are refused for good. May be repeated.
     *
     * @throws RuntimeException when it is not known whether it was done, or too early
     */
    void takeBack(CheckoutState checkout);
}
