package dev.ares.order.domain;

/** What became of the wish to place an order. */
public sealed interface Placement permits Placement.Placed, OrderRejection {

    record Placed(Order order) implements Placement {}
}
