package dev.ares.order.adapter.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.OrderId;
import dev.ares.web.Problem;

/** The parameters {@code limit} (1 to 100, 20 unless given) and {@code cursor} of a list. */
final class Paging {

    private static final int DEFAULT = 20;
    private static final int MOST = 100;

    private Paging() {}

    static int limit(@Nullable String given) {
        if (given == null) {
            return DEFAULT;
        }
        if (!given.matches("[1-9][0-9]{0,2}") || Integer.parseInt(given) > MOST) {
            throw Problem.badRequest("limit", "1 to " + MOST);
        }
        return Integer.parseInt(given);
    }

    /** The last id of a page, made opaque: clients must not build on what is in it. */
    static String cursor(UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.toString().getBytes(StandardCharsets.US_ASCII));
    }

    static @Nullable UUID after(@Nullable String cursor) {
        return cursor == null ? null : decode(cursor).value();
    }

    static @Nullable OrderId before(@Nullable String cursor) {
        return cursor == null ? null : decode(cursor);
    }

    private static OrderId decode(String cursor) {
        try {
            return OrderId.parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1))
                    .orElseThrow(Paging::notOurs);
        } catch (IllegalArgumentException notBase64) {
            throw notOurs();
        }
    }

    private static Problem notOurs() {
        return Problem.badRequest("cursor", "next of the page before");
    }
}
