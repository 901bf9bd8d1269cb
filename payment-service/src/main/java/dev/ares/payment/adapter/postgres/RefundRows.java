package dev.ares.payment.adapter.postgres;

import java.time.Instant;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;
import dev.ares.payment.domain.RefundRefusal;
import dev.ares.payment.domain.RefundRequest;

import static dev.ares.payment.adapter.postgres.PaymentRows.text;
import static dev.ares.payment.adapter.postgres.PaymentRows.value;

/** Reads a refund from its row. */
final class RefundRows {

    private RefundRows() {}

    static Refund read(Readable row) {
        var request = new RefundRequest(
                value(row, "id", UUID.class),
                text(row, "order_id"),
                new Money(value(row, "amount", Long.class), text(row, "currency")));
        @Nullable String reason = row.get("reason", String.class);
        return new Refund(
                request,
                RefundStatus.valueOf(text(row, "status")),
                row.get("provider_reference", String.class),
                reason == null ? null : RefundRefusal.valueOf(reason),
                text(row, "detail"),
                value(row, "attempts", Integer.class),
                row.get("due_at", Instant.class),
                value(row, "created_at", Instant.class),
                value(row, "version", Long.class));
    }
}
