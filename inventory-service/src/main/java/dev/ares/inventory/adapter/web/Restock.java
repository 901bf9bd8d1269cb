package dev.ares.inventory.adapter.web;

import org.jspecify.annotations.Nullable;

import dev.ares.inventory.domain.StockLevel;
import dev.ares.web.Problem;

/** The body of {@code POST /api/admin/products/{sku}/restock}, unchecked. */
record Restock(@Nullable Long quantity) {

    long check() {
        if (quantity == null || !StockLevel.isValidRestock(quantity)) {
            throw Problem.badRequest("quantity", "1 to " + StockLevel.MAX_QUANTITY);
        }
        return quantity;
    }
}
