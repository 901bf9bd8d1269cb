package dev.ares.saga;

/** What became of the wish to cancel. */
public enum CancelResult {
    /** The saga is being undone, or is undone, for this or an earlier cause. */
    COMPENSATING,
    /** The pivot has passed: the wish is recorded and comes back with {@link SagaMilestone.Completed}. */
    RECORDED,
    /** Everything is done already. */
    COMPLETED,
    /** There is no such saga. */
    UNKNOWN
}
