package dev.ares.order.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Some of an order's lines, or all, that come back for what was paid for them.
 *
 * @param id names the refund, and the refund saga that carries it through
 * @param number its place among the refunds of its order, from 1
 * @param reason a stable code when it is refused
 * @param amount what is given back in money
 * @param points redeemed points that are given back
 */
public record Refund(
        UUID id,
        OrderId orderId,
        int number,
        RefundStatus status,
        @Nullable String reason,
        List<ReturnedLine> lines,
        Money amount,
        long points,
        Instant createdAt,
        Instant updatedAt) {

    public Refund {
        lines = List.copyOf(lines);
    }

    /** The id of the refund that a customer's cancel becomes: the same however often it is asked for. */
    public static UUID idOfCancelled(OrderId order) {
        return UUID.nameUUIDFromBytes(("refund of cancelled order " + order).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether its lines and its money are given back, or may still be. */
    boolean counts() {
        return status != RefundStatus.REFUSED;
    }
}
