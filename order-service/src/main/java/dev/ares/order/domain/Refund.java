package dev.ares.order.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

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

    /** How many refunds a customer's cancels of one order may become: each but the last was refused. */
    public static final int MOST_OF_CANCELS = 10;

    /**
     * The id of the refund that a customer's cancel becomes. It is another one only when those before it were made: the
     * provider, which refused one, is asked for a repeated id no more than once.
     *
     * @param attempt from 1
     */
    public static UUID idOfCancelled(OrderId order, int attempt) {
        String name = "refund of cancelled order " + order + (attempt == 1 ? "" : " attempt " + attempt);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is what a customer's cancel became. */
    public boolean ofCancel() {
        return IntStream.rangeClosed(1, MOST_OF_CANCELS)
                .anyMatch(attempt -> idOfCancelled(orderId, attempt).equals(id));
    }

    /** Whether its lines and its money are given back, or may still be. */
    boolean counts() {
        return status != RefundStatus.REFUSED;
    }
}
