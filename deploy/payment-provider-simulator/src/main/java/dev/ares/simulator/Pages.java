package dev.ares.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Stripe's lists: {@code limit} 1 to 100, default 10, and {@code starting_after} the last id of the page before. */
final class Pages {

    private static final long DEFAULT_LIMIT = 10;
    private static final long LARGEST_LIMIT = 100;

    private Pages() {}

    static <T> StripeAnswer of(
            String object,
            String url,
            Form query,
            List<T> all,
            Function<T, String> id,
            Function<T, Map<String, @Nullable Object>> json) {
        long limit = query.has("limit") ? Math.min(LARGEST_LIMIT, query.number("limit")) : DEFAULT_LIMIT;
        List<T> rest = query.has("starting_after") ? after(query.get("starting_after"), all, id) : all;
        return StripeAnswer.ok(Json.object(
                "object",
                object,
                "url",
                url,
                "has_more",
                rest.size() > limit,
                "data",
                rest.stream().limit(limit).map(json).toList()));
    }

    private static <T> List<T> after(String last, List<T> all, Function<T, String> id) {
        return all.stream()
                .dropWhile(each -> !id.apply(each).equals(last))
                .skip(1)
                .toList();
    }
}
