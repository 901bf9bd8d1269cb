package dev.ares.order.adapter.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.Readable;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;

/** Reads a row of the table {@code orders}. */
final class OrderRow {

    private OrderRow() {}

    static Order read(Readable row) {
        String currency = required(row, "currency", String.class);
        return new Order(
                new OrderId(required(row, "id", UUID.class)),
                required(row, "user_id", String.class),
                OrderStatus.valueOf(required(row, "status", String.class)),
                row.get("reason", String.class),
                lines(row, currency),
                new Money(required(row, "total", Long.class), currency),
                required(row, "redeemed_points", Long.class),
                new Money(required(row, "refunded", Long.class), currency),
                required(row, "cancel_requested", Boolean.class),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class));
    }

    private static List<OrderLine> lines(Readable row, String currency) {
        String[] skus = required(row, "skus", String[].class);
        Integer[] quantities = required(row, "quantities", Integer[].class);
        Long[] prices = required(row, "unit_prices", Long[].class);
        List<OrderLine> lines = new ArrayList<>(skus.length);
        for (int i = 0; i < skus.length; i++) {
            lines.add(new OrderLine(skus[i], quantities[i], new Money(prices[i], currency)));
        }
        return lines;
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
