package dev.ares.web;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A page as every list answers it.
 *
 * @param next the cursor of the next page; null, and shown as such, on the last one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PageView<T>(List<T> items, @Nullable String next) {

    /**
     * The page of what was found.
     *
     * @param found one more than a page holds where there are more
     * @param place what {@link Paging#after} reads to go on behind an item
     */
    public static <F, T> PageView<T> of(List<F> found, int limit, Function<F, String> place, Function<F, T> view) {
        List<F> page = found.subList(0, Math.min(limit, found.size()));
        return new PageView<>(
                page.stream().map(view).toList(),
                found.size() > limit ? Paging.cursor(place.apply(page.get(limit - 1))) : null);
    }
}
