package dev.ares.faults;

/** What can go wrong on the way. */
public enum FaultKind {

    /** It takes longer. */
    DELAY,

    /** It fails at once, and nothing was done. */
    ERROR,

    /** The request, or the answer to it, is lost: the caller hears nothing, and cannot know whether the work was done. */
    DROP,

    /** It arrives twice. */
    DUPLICATE,

    /** What comes after it overtakes it. */
    REORDER,

    /** The process dies before it does it. Only on {@code OUTBOX}, {@code PROVIDER} and {@code COMMIT}. */
    CRASH_BEFORE,

    /** The process dies when it is done, before it knows of it anywhere else. On the same hops. */
    CRASH_AFTER;

    boolean isCrash() {
        return this == CRASH_BEFORE || this == CRASH_AFTER;
    }
}
