package dev.ares.gateway.canary;

import java.util.Locale;

/** What became of a request. */
enum Outcome {
    ANSWERED,

    /** Answered late because its caller wanted it so: how late says nothing of who answered. */
    WAITED,

    /** An answer that says so, or none. */
    FAILED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
