package dev.ares.order.saga;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.StockPolicy;

/** Says by which rule a new order is admitted to stock. Asked once per order: the checkout keeps the answer. */
public interface StockPolicies {

    StockPolicy of(OrderId id);
}
