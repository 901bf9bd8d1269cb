package dev.ares.order.adapter.web;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;
import dev.ares.order.domain.ReturnedLine;

/** A refund as it is shown. */
record RefundView(
        String id,
        String orderId,
        RefundStatus status,
        @Nullable String reason,
        Money amount,
        long returnedPoints,
        List<LineView> lines,
        Instant createdAt,
        Instant updatedAt) {

    record LineView(String sku, int quantity) {

        static LineView of(ReturnedLine line) {
            return new LineView(line.sku(), line.quantity());
        }
    }

    static RefundView of(Refund refund) {
        return new RefundView(
                refund.id().toString(),
                refund.orderId().toString(),
                refund.status(),
                refund.reason(),
                refund.amount(),
                refund.points(),
                refund.lines().stream().map(LineView::of).toList(),
                refund.createdAt(),
                refund.updatedAt());
    }
}
