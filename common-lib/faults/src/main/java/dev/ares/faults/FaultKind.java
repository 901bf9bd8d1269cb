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
    REORDER
}
