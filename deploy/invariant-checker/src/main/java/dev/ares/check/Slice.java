package dev.ares.check;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A range of order ids. A shop is read one after the other, so that one of many millions of orders fits into memory; slices
 * leave nothing out, ids that no order has included.
 *
 * @param from the least id that is in it, or null for the beginning
 * @param to the least id that is above it, or null for the end
 */
record Slice(@Nullable String from, @Nullable String to) {

    /** All ids, cut at each of these. */
    static List<Slice> cutAt(List<String> ascending) {
        var slices = new ArrayList<Slice>();
        String from = null;
        for (String to : ascending) {
            slices.add(new Slice(from, to));
            from = to;
        }
        slices.add(new Slice(from, null));
        return slices;
    }

    /**
     * As a condition in SQL. A UUID as PostgreSQL writes it stands in the same order as text. What names no order is in the
     * last slice.
     */
    String holds(String column) {
        if (to == null) {
            return from == null ? "TRUE" : "(%1$s >= '%2$s' OR %1$s IS NULL)".formatted(column, from);
        }
        String below = "%s < '%s'".formatted(column, to);
        return from == null ? below : "%s >= '%s' AND %s".formatted(column, from, below);
    }
}
