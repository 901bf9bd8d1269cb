package dev.ares.messaging.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.messaging.MessageBrowser.Position;
import dev.ares.web.Problem;

/** The parameters {@code limit} (1 to 100, 20 unless given) and {@code cursor} of a list. */
final class PageQuery {

    private static final int DEFAULT = 20;
    private static final int MOST = 100;

    private PageQuery() {}

    static int limit(@Nullable String given) {
        if (given == null) {
            return DEFAULT;
        }
        if (!given.matches("[1-9][0-9]{0,2}") || Integer.parseInt(given) > MOST) {
            throw Problem.badRequest("limit", "1 to " + MOST);
        }
        return Integer.parseInt(given);
    }

    /** Opaque: clients must not build on what is in it. */
    static String cursor(Position last) {
        String text = last.at() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    static @Nullable Position after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int space = text.indexOf(' ');
            return new Position(
                    Instant.parse(text.substring(0, Math.max(0, space))),
                    uuid(text.substring(space + 1)).orElseThrow(PageQuery::notOurs));
        } catch (IllegalArgumentException | DateTimeException garbled) {
            throw notOurs();
        }
    }

    static Optional<UUID> uuid(String given) {
        return given.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(given))
                : Optional.empty();
    }

    private static Problem notOurs() {
        return Problem.badRequest("cursor", "next of the page before");
    }
}
