package dev.ares.payment.adapter.postgres;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

import dev.ares.payment.domain.FirstSend;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.payment.domain.RefusalReason;

/** Reads a payment from its row. */
final class PaymentRows {

    private PaymentRows() {}

    static Payment read(Readable row) {
        return read(row, FirstSend.stored(row.get("first_sent_at", Instant.class)));
    }

    /** Claimed by the statement that returns the row, which knows whether somebody did before. */
    static Payment claimed(Readable row) {
        return read(
                row, new FirstSend(row.get("first_sent_at", Instant.class), value(row, "first_send", Boolean.class)));
    }

    private static Payment read(Readable row, FirstSend firstSend) {
        var request = new PaymentRequest(
                text(row, "order_id"),
                text(row, "user_id"),
                new Money(value(row, "amount", Long.class), text(row, "currency")),
                text(row, "method"),
                text(row, "receipt_email"));
        @Nullable String reason = row.get("reason", String.class);
        return new Payment(
                value(row, "id", UUID.class),
                request,
                text(row, "idempotency_key"),
                PaymentStatus.valueOf(text(row, "status")),
                row.get("provider_reference", String.class),
                reason == null ? null : RefusalReason.valueOf(reason),
                text(row, "detail"),
                value(row, "refunded", Long.class),
                value(row, "attempts", Integer.class),
                firstSend,
                row.get("due_at", Instant.class),
                value(row, "created_at", Instant.class),
                value(row, "version", Long.class));
    }

    static String text(Readable row, String column) {
        return value(row, column, String.class);
    }

    static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
