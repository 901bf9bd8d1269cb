package dev.ares.order.global;

import java.util.Objects;
import java.util.UUID;

import org.apache.seata.core.context.RootContext;
import org.apache.seata.spring.annotation.GlobalTransactional;

import dev.ares.order.saga.CheckoutState;

/**
 * The global transaction of a checkout. Blocks. Not final: Seata makes a proxy of it.
 *
 * <p>The decision first, which nobody contends for; stock last, since hot products are locked from there to the commit.
 */
class GlobalSale {

    /**
     * Longer than all branches may take. After it the coordinator rolls back by itself: it is how long the stock of a process
     * that died stays taken.
     */
    static final int LONGEST_MILLIS = 15_000;

    private final Decisions decisions;
    private final Stock stock;

    GlobalSale(Decisions decisions, Stock stock) {
        this.decisions = decisions;
        this.stock = stock;
    }

    /** Sells everything to the order and decides for it, or nothing: whatever is thrown rolls back. */
    @GlobalTransactional(name = "checkout", timeoutMills = LONGEST_MILLIS, rollbackFor = Throwable.class)
    public void sell(CheckoutState checkout) {
        String xid = Objects.requireNonNull(RootContext.getXID(), "xid: none (expected: one by Seata's proxy)");
        UUID order = checkout.orderId();
        decisions.commit(xid, order);
        stock.sell(xid, checkout);
    }
}
