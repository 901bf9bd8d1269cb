package dev.ares.order.global;

import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutState;

/** What the checkout's steps ask for. */
sealed interface GlobalCommand {

    /** Of this process: decide the checkout in a global transaction. */
    record Transact(CheckoutState checkout) implements GlobalCommand {}

    /** Of other services, by message. */
    record Send(CheckoutCommand message) implements GlobalCommand {}
}
