package dev.ares.order.saga;

import dev.ares.order.saga.CheckoutCommand.HoldPoints;
import dev.ares.order.saga.CheckoutCommand.OrderConfirmed;
import dev.ares.order.saga.CheckoutCommand.Pay;
import dev.ares.order.saga.CheckoutCommand.ReleaseStock;
import dev.ares.order.saga.CheckoutCommand.ReserveStock;
import dev.ares.order.saga.CheckoutCommand.ReturnPoints;
import dev.ares.saga.SagaDefinition;

/** What a checkout does, in which order, and what takes it back. The names are stored: they may not change. */
public final class CheckoutSaga {

    public static final String RESERVE_STOCK = "reserve stock";
    public static final String HOLD_POINTS = "hold points";
    public static final String PAY = "pay";
    public static final String ANNOUNCE = "announce confirmation";
    public static final String COMMIT_STOCK = "commit stock";
    public static final String SETTLE_POINTS = "settle points";

    public static final SagaDefinition<CheckoutState, CheckoutCommand> CHECKOUT =
            // spotless:off
            SagaDefinition.<CheckoutState, CheckoutCommand>named("checkout")
                    .step(RESERVE_STOCK, ReserveStock::of)                                  .undoneBy(ReleaseStock::of).inAnyOrder()
                    .step(HOLD_POINTS,   HoldPoints::of).when(CheckoutState::redeemsPoints) .undoneBy(ReturnPoints::of).inAnyOrder()
                    .pivot(PAY,          Pay::of)
                    .tail(ANNOUNCE,      OrderConfirmed::of)        .acknowledgedBy(COMMIT_STOCK, SETTLE_POINTS)
                    .build();
            // spotless:on

    private CheckoutSaga() {}
}
