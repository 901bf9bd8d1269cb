package dev.ares.order.adapter.postgres;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import dev.ares.order.application.NewOrder;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderLine;

/** New orders and their lines as the arrays in which they cross to the database. */
final class NewOrderColumns {

    private final List<NewOrder> orders;
    private final List<Line> lines;

    NewOrderColumns(List<NewOrder> orders) {
        this.orders = orders;
        this.lines = orders.stream()
                .map(NewOrder::order)
                .flatMap(order -> order.lines().stream().map(line -> new Line(order, line)))
                .toList();
    }

    // The driver has no arrays of bytea, so fingerprints cross as base64.
    GenericExecuteSpec bind(GenericExecuteSpec insert) {
        return insert.bind(0, column(order -> order.id().value(), UUID[]::new))
                .bind(1, column(Order::userId, String[]::new))
                .bind(2, orders.stream().map(NewOrder::key).toArray(String[]::new))
                .bind(3, orders.stream().map(NewOrderColumns::fingerprint).toArray(String[]::new))
                .bind(4, column(order -> order.status().name(), String[]::new))
                .bind(5, column(order -> order.total().currency(), String[]::new))
                .bind(6, column(order -> order.total().amount(), Long[]::new))
                .bind(7, column(Order::redeemedPoints, Long[]::new))
                .bind(8, column(Order::createdAt, Instant[]::new))
                .bind(9, lines.stream().map(line -> line.order.id().value()).toArray(UUID[]::new))
                .bind(10, lines.stream().map(line -> line.line.sku()).toArray(String[]::new))
                .bind(11, lines.stream().map(line -> line.line.quantity()).toArray(Integer[]::new))
                .bind(
                        12,
                        lines.stream()
                                .map(line -> line.line.unitPrice().amount())
                                .toArray(Long[]::new));
    }

    private static String fingerprint(NewOrder order) {
        return Base64.getEncoder().encodeToString(order.fingerprint());
    }

    private <T> T[] column(Function<Order, T> value, IntFunction<T[]> array) {
        return orders.stream().map(NewOrder::order).map(value).toArray(array);
    }

    private record Line(Order order, OrderLine line) {}
}
