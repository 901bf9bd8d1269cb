package dev.ares.local.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that goes wrong.
 *
 * @param part whose process it happens to
 * @param hold how long it stays dead or frozen before it comes back
 */
record Fault(Kind kind, String part, Duration hold) {

    /** What happens to a process. */
    enum Kind {
        /** SIGKILL: no shutdown hook runs; started again after the hold. */
        KILL,
        /** SIGSTOP, and SIGCONT after the hold: it wakes up in the belief that no time has passed. */
        FREEZE,
        /** Asked to end, as in a roll-out, and started again at once. */
        RESTART,
        /** Not of the plan: it ended by itself, for whatever happened to others, and is started again. */
        COLLAPSE;

        boolean startsAgain() {
            return this != FREEZE;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same fault, over by then. */
    Fault within(Duration left) {
        return hold.compareTo(left) > 0 ? new Fault(kind, part, left) : this;
    }

    @Override
    public String toString() {
        return kind + " " + part;
    }
}
