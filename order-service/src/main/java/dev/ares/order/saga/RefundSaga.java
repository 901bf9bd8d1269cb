package dev.ares.order.saga;

import dev.ares.order.saga.RefundCommand.OrderRefunded;
import dev.ares.order.saga.RefundCommand.RefundPayment;
import dev.ares.saga.SagaDefinition;

/**
 * What a refund does, in which order. It begins when the order's checkout is complete, so that everything which it takes
 * back is done; the money comes first, and when that is refused nothing else was done. The names are stored: they may
 * not change.
 */
public final class RefundSaga {

    public static final String REFUND_PAYMENT = "refund payment";
    public static final String ANNOUNCE = "announce refund";
    public static final String RETURN_STOCK = "return stock";
    public static final String ADJUST_POINTS = "adjust points";

    public static final SagaDefinition<RefundState, RefundCommand> REFUND =
            // spotless:off
            SagaDefinition.<RefundState, RefundCommand>named("refund")
                    .pivot(REFUND_PAYMENT, RefundPayment::of)
                    .tail(ANNOUNCE,        OrderRefunded::of)       .acknowledgedBy(RETURN_STOCK, ADJUST_POINTS)
                    .build();
            // spotless:on

    private RefundSaga() {}
}
