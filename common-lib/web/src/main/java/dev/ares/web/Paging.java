package dev.ares.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The parameters {@code limit} (1 to 100, 20 unless given) and {@code cursor} of every list. */
public final class Paging {

    private static final int DEFAULT = 20;
    private static final int MOST = 100;

    private Paging() {}

    /** How many items a page holds at most; a {@link Problem} of status 400 for anything else than a number in range. */
    public static int limit(@Nullable String given) {
        if (given == null) {
            return DEFAULT;
        }
        if (!given.matches("[1-9][0-9]{0,2}") || Integer.parseInt(given) > MOST) {
            throw Problem.badRequest("limit", "1 to " + MOST);
        }
        return Integer.parseInt(given);
    }

    /** Where a page ends, made opaque: clients must not build on what is in it. */
    public static String cursor(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a cursor was made of; null for the first page.
     *
     * @param reading of the text that {@link #cursor} was given; what it refuses with an {@link IllegalArgumentException} or
     *     a {@link DateTimeException} is a {@link Problem} of status 400
     */
    public static <T> @Nullable T after(@Nullable String cursor, Function<String, T> reading) {
        if (cursor == null) {
            return null;
        }
        try {
            return reading.apply(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Problem.badRequest("cursor", "next of the page before");
        }
    }
}
