package dev.ares.order.adapter.web;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** @param next the cursor of the next page; null on the last one */
record PageView<T>(List<T> items, @Nullable String next) {

    /** @param found one more than a page holds when there are more */
    static <T> PageView<T> of(List<T> found, int limit, Function<T, UUID> id) {
        if (found.size() <= limit) {
            return new PageView<>(found, null);
        }
        return new PageView<>(List.copyOf(found.subList(0, limit)), Paging.cursor(id.apply(found.get(limit - 1))));
    }
}
