package dev.ares.order.adapter.web;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;

/** An order as its customer sees it. */
record OrderView(
        String id,
        OrderStatus status,
        @Nullable String reason,
        List<OrderLineView> items,
        Money total,
        long redeemedPoints,
        Money refunded,
        boolean cancelRequested,
        Instant createdAt,
        Instant updatedAt) {

    record OrderLineView(String sku, int quantity, Money unitPrice) {

        static OrderLineView of(OrderLine line) {
            return new OrderLineView(line.sku(), line.quantity(), line.unitPrice());
        }
    }

    static OrderView of(Order order) {
        return new OrderView(
                order.id().toString(),
                order.status(),
                order.reason(),
                order.lines().stream().map(OrderLineView::of).toList(),
                order.total(),
                order.redeemedPoints(),
                order.refunded(),
                order.cancelRequested(),
                order.createdAt(),
                order.updatedAt());
    }
}
