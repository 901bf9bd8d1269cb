package dev.ares.order.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names an order, and the checkout saga that carries it through. */
public record OrderId(UUID value) {

    private static final Pattern CANONICAL = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * A new id that sorts after all ids of earlier milliseconds (UUID version 7): a customer's orders lie together in
     * the index, newest last, and a list needs no further key to page by.
     */
    public static OrderId next(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << 16) | 0x7000 | random.nextInt(1 << 12);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new OrderId(new UUID(high, low));
    }

    /** Empty when the text is no order's id, which is then no order that anyone has. */
    public static Optional<OrderId> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(new OrderId(UUID.fromString(text))) : Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
