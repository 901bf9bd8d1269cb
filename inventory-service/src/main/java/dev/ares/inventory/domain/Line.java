package dev.ares.inventory.domain;

/** So many of one product, at least one. */
public record Line(Sku sku, long quantity) {

    public Line {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity of %s: %d (expected: at least 1)".formatted(sku, quantity));
        }
    }
}
