package dev.ares.inventory.domain;

import java.util.List;

/** So many of one product, at least one. */
public record Line(Sku sku, long quantity) {

    public Line {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity of %s: %d (expected: at least 1)".formatted(sku, quantity));
        }
    }

    static long quantityOf(Sku sku, List<Line> lines) {
        return lines.stream()
                .filter(line -> line.sku().equals(sku))
                .mapToLong(Line::quantity)
                .sum();
    }
}
