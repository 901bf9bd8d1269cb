package dev.ares.inventory.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sold stock that a refund brings back: the wish for it and, once done, the memory of it. One per refund for ever.
 *
 * @param lines what comes back, each product once; may be empty
 */
public record StockReturn(UUID refundId, UUID orderId, List<Line> lines) {

    public StockReturn {
        lines = List.copyOf(lines);
        Map<Sku, Line> bySku = new HashMap<>();
        for (Line line : lines) {
            if (bySku.put(line.sku(), line) != null) {
                throw new IllegalArgumentException(
                        "lines of refund %s: %s twice (expected: each product once)".formatted(refundId, line.sku()));
            }
        }
    }

    long of(Sku sku) {
        return Line.quantityOf(sku, lines);
    }

    boolean isTheSameAs(StockReturn other) {
        return orderId.equals(other.orderId) && lines.size() == other.lines.size() && lines.containsAll(other.lines);
    }
}
