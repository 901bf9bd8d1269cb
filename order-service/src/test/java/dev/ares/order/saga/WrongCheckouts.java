package dev.ares.order.saga;

import dev.ares.order.saga.CheckoutCommand.HoldPoints;
import dev.ares.order.saga.CheckoutCommand.OrderConfirmed;
import dev.ares.order.saga.CheckoutCommand.Pay;
import dev.ares.order.saga.CheckoutCommand.ReleaseStock;
import dev.ares.order.saga.CheckoutCommand.ReserveStock;
import dev.ares.order.saga.CheckoutCommand.ReturnPoints;
import dev.ares.saga.SagaDefinition;

/** Tables with one mistake each, for tests that must find it. */
public final class WrongCheckouts {

    /** The step that confirms where paying is no pivot. */
    public static final String CONFIRM = "confirm";

    /** Nothing releases the stock. */
    public static final SagaDefinition<CheckoutState, CheckoutCommand> WITHOUT_A_COMPENSATION =
            SagaDefinition.<CheckoutState, CheckoutCommand>named("checkout")
                    .step(CheckoutSaga.RESERVE_STOCK, ReserveStock::of)
                    .step(CheckoutSaga.HOLD_POINTS, HoldPoints::of)
                    .when(CheckoutState::redeemsPoints)
                    .undoneBy(ReturnPoints::of)
                    .pivot(CheckoutSaga.PAY, Pay::of)
                    .tail(CheckoutSaga.ANNOUNCE, OrderConfirmed::of)
                    .acknowledgedBy(CheckoutSaga.COMMIT_STOCK, CheckoutSaga.SETTLE_POINTS)
                    .build();

    /** Paying is a step like others: deadlines and cancels still compensate behind it. */
    public static final SagaDefinition<CheckoutState, CheckoutCommand> WITH_A_LATE_PIVOT =
            SagaDefinition.<CheckoutState, CheckoutCommand>named("checkout")
                    .step(CheckoutSaga.RESERVE_STOCK, ReserveStock::of)
                    .undoneBy(ReleaseStock::of)
                    .step(CheckoutSaga.HOLD_POINTS, HoldPoints::of)
                    .when(CheckoutState::redeemsPoints)
                    .undoneBy(ReturnPoints::of)
                    .step(CheckoutSaga.PAY, Pay::of)
                    .pivot(CONFIRM, OrderConfirmed::of)
                    .build();

    private WrongCheckouts() {}
}
