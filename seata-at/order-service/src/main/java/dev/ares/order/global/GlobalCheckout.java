package dev.ares.order.global;

import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.saga.SagaDefinition;

/**
 * The checkout's table of steps when Seata decides it: points to be redeemed are held by message, the global transaction is
 * the pivot, and what follows the decision are two tails. Steps have the saga's names where they bring about the same:
 * timelines read alike.
 */
final class GlobalCheckout {

    static final SagaDefinition<CheckoutState, GlobalCommand> CHECKOUT =
            SagaDefinition.<CheckoutState, GlobalCommand>named("checkout")
                    .step(CheckoutSaga.HOLD_POINTS, GlobalCheckout::hold)
                    .when(state -> state.redeemedPoints() > 0)
                    .undoneBy(GlobalCheckout::giveBack)
                    .pivot(CheckoutSaga.RESERVE_STOCK, GlobalCommand.Transact::new)
                    .tail(CheckoutSaga.PAY, GlobalCheckout::capture)
                    .tail(CheckoutSaga.ANNOUNCE, GlobalCheckout::announce)
                    .acknowledgedBy(CheckoutSaga.SETTLE_POINTS)
                    .build();

    private GlobalCheckout() {}

    private static GlobalCommand hold(CheckoutState state) {
        return new GlobalCommand.Send(
                new CheckoutCommand.HoldPoints(state.orderId(), state.userId(), state.redeemedPoints()));
    }

    private static GlobalCommand giveBack(CheckoutState state) {
        return new GlobalCommand.Send(new CheckoutCommand.ReturnPoints(state.orderId(), state.userId()));
    }

    /** The payment is authorised by now: to pay is to capture. */
    private static GlobalCommand capture(CheckoutState state) {
        return new GlobalCommand.Send(new CheckoutCommand.Pay(
                state.orderId(), state.userId(), state.total(), state.paymentMethod(), state.receiptEmail()));
    }

    private static GlobalCommand announce(CheckoutState state) {
        return new GlobalCommand.Send(new CheckoutCommand.OrderConfirmed(
                state.orderId(), state.userId(), state.lines(), state.total(), state.redeemedPoints()));
    }
}
