package dev.ares.order.interleaving;

import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.order.saga.WrongCheckouts;
import dev.ares.saga.SagaDefinition;

/** The checkout, and ways to get it wrong: in its table of steps, or in how the other services obey. */
enum Mutant {
    NONE(CheckoutSaga.CHECKOUT),
    DROPS_A_COMPENSATION(WrongCheckouts.WITHOUT_A_COMPENSATION),
    COMPENSATES_AFTER_THE_PIVOT(WrongCheckouts.WITH_A_LATE_PIVOT),
    FORGETS_NATURAL_KEYS(CheckoutSaga.CHECKOUT),
    FORGETS_TOMBSTONES(CheckoutSaga.CHECKOUT);

    final SagaDefinition<CheckoutState, CheckoutCommand> checkout;

    Mutant(SagaDefinition<CheckoutState, CheckoutCommand> checkout) {
        this.checkout = checkout;
    }
}
