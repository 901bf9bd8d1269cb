package dev.ares.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tells which access tokens are called back before they expire. Over HTTP it is {@code GET /internal/revocations} of
 * user-service, which offers its own as a bean; everybody else asks there.
 */
public interface RevocationFeed {

    /**
     * What was revoked since, and perhaps some of what was told before.
     *
     * @param cursor {@link Page#next} of the page before; null, or one that nobody understands any more: all that still
     *     matters
     */
    Mono<Page> after(@Nullable String cursor);

    /**
     * @param next where to go on
     * @param more whether there is more at once
     */
    record Page(List<Entry> entries, @Nullable String next, boolean more) {

        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Access tokens that hold no longer.
     *
     * @param key {@code s:} and a session's {@code sid}: all of that session. {@code u:} and a user's id: those whose
     *     {@code ver} is below {@code least}. What else it may be one day means nothing yet
     * @param least null for a session
     * @param until in seconds since 1970; after it all of these tokens have expired
     */
    record Entry(String key, @Nullable Long least, long until) {

        private static final String SESSION = "s:";
        private static final String USER = "u:";

        public static Entry ofSession(String sid, long until) {
            return new Entry(SESSION + sid, null, until);
        }

        public static Entry ofUser(String userId, long least, long until) {
            return new Entry(USER + userId, least, until);
        }

        /** Null when it is of no session. */
        public @Nullable String sid() {
            return key.startsWith(SESSION) ? key.substring(SESSION.length()) : null;
        }

        /** Null when it is of no user. */
        public @Nullable String userId() {
            return key.startsWith(USER) ? key.substring(USER.length()) : null;
        }
    }
}
