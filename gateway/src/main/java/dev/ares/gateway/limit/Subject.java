package dev.ares.gateway.limit;

import java.util.Locale;

/** Whose requests are counted. */
record Subject(Kind kind, String id) {

    enum Kind {
        ADDRESS,
        USER;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
