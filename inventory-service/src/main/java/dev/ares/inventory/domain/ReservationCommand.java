package dev.ares.inventory.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What an order may ask of the stock. Each may come more than once, and in any order. */
public sealed interface ReservationCommand {

    UUID orderId();

    /** Reserve every line or none. There is at least one line, and no product is named twice. */
    record Reserve(UUID orderId, List<Line> lines, StockPolicy policy) implements ReservationCommand {

        public Reserve(UUID orderId, List<Line> lines) {
            this(orderId, lines, StockPolicy.ALL_OR_NOTHING);
        }

        public Reserve {
            lines = List.copyOf(lines);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException(
                        "lines of order %s: none (expected: at least one)".formatted(orderId));
            }
            Set<Sku> skus = new HashSet<>();
            for (Line line : lines) {
                if (!skus.add(line.sku())) {
                    throw new IllegalArgumentException(
                            "lines of order %s: %s twice (expected: each product once)".formatted(orderId, line.sku()));
                }
            }
        }
    }

    /** Give back what the order reserved; a reservation that comes later is refused. */
    record Release(UUID orderId) implements ReservationCommand {}

    /** The order stands: what it reserved is sold. */
    record Commit(UUID orderId) implements ReservationCommand {}
}
