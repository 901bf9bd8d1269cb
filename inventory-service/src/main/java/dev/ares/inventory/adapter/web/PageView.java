package dev.ares.inventory.adapter.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.ares.inventory.application.BrowseProducts.Page;

/** @param next the cursor of the next page; null, and shown as such, on the last one */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PageView(List<ProductView> items, @Nullable String next) {

    static PageView of(Page page) {
        return new PageView(
                page.offers().stream().map(ProductView::of).toList(),
                page.next() == null ? null : Cursor.of(page.next()));
    }
}
