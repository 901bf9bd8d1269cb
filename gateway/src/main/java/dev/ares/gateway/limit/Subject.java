package dev.ares.gateway.limit;

import java.util.Locale;

/** Whose requests are counted. */
record Subject(Kind kind, String id) {

    enum Kind {
        ADDRESS,
        USER;

        private final String label = name().toLowerCase(Locale.ROOT);

        String label() {
            return label;
        }
    }
}
