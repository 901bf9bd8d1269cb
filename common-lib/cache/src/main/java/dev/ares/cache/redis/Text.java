package dev.ares.cache.redis;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.ares.cache.SecondLevel.Found;

/**
 * What stands under a key: {@code ?TOKEN}, a lease; {@code -TOKEN}, there is none; {@code =TOKEN VERSION TEXT}, a value. The
 * mark is what stands before the first space. Tokens are unique, so that what was changed and changed back is another.
 */
final class Text {

    private Text() {}

    static String lease(String token) {
        return "?" + token;
    }

    static String of(String token, long version, @Nullable String text) {
        return text == null ? "-" + token : "=" + token + " " + version + " " + text;
    }

    static String mark(String kept) {
        int space = kept.indexOf(' ');
        return space < 0 ? kept : kept.substring(0, space);
    }

    static Found found(String kept, long leftMillis, String ownLease) {
        if (kept.startsWith("?")) {
            return kept.equals(ownLease) ? new Found.Yours(kept) : new Found.Theirs();
        }
        String mark = mark(kept);
        Duration left = Duration.ofMillis(Math.max(0, leftMillis));
        int text = kept.indexOf(' ', mark.length() + 1) + 1;
        return new Found.Value(mark, text == 0 ? null : kept.substring(text), left);
    }
}
