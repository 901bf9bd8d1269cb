package dev.ares.inventory.adapter.web;

import org.jspecify.annotations.Nullable;

import dev.ares.web.Problem;

/** How many items a page has at most: 1 to 100, 20 unless asked for. */
final class Limit {

    private static final int DEFAULT = 20;
    private static final int MAX = 100;

    private Limit() {}

    static int parse(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT;
        }
        if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MAX) {
            throw Problem.badRequest("limit", "1 to " + MAX);
        }
        return Integer.parseInt(limit);
    }
}
