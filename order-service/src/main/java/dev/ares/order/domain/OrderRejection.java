package dev.ares.order.domain;

import java.util.List;

/** Why a well-formed request makes no order. Nothing was written. */
public sealed interface OrderRejection extends Placement {

    /** @param item the index of the first item that nobody sells */
    record UnknownSku(int item, String sku) implements OrderRejection {}

    /** @param currencies more than one, where an order has one */
    record MixedCurrencies(List<String> currencies) implements OrderRejection {}

    /** @param gross what the lines cost; at least one minor unit of it is paid in money */
    record TooManyPoints(long gross) implements OrderRejection {}

    /** @param total what the order would cost now */
    record PriceChanged(Money total) implements OrderRejection {}
}
