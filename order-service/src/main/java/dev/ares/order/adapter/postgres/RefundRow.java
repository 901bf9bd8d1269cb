package dev.ares.order.adapter.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.r2dbc.spi.Readable;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;
import dev.ares.order.domain.ReturnedLine;

import static dev.ares.order.adapter.postgres.OrderRow.required;

/** Reads a row of the table {@code refund}, with the currency of its order. */
final class RefundRow {

    private RefundRow() {}

    static Refund read(Readable row) {
        return new Refund(
                required(row, "id", UUID.class),
                new OrderId(required(row, "order_id", UUID.class)),
                required(row, "number", Integer.class),
                RefundStatus.valueOf(required(row, "status", String.class)),
                row.get("reason", String.class),
                lines(row),
                new Money(required(row, "amount", Long.class), required(row, "currency", String.class)),
                required(row, "points", Long.class),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class));
    }

    private static List<ReturnedLine> lines(Readable row) {
        String[] skus = required(row, "skus", String[].class);
        Integer[] quantities = required(row, "quantities", Integer[].class);
        List<ReturnedLine> lines = new ArrayList<>(skus.length);
        for (int i = 0; i < skus.length; i++) {
            lines.add(new ReturnedLine(skus[i], quantities[i]));
        }
        return lines;
    }
}
