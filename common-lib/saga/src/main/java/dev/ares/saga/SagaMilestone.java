package dev.ares.saga;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What the owner of a saga's subject has to know. Each comes once per saga, in the transaction that decides it. */
public sealed interface SagaMilestone {

    UUID sagaId();

    /** The pivot is done: the outcome stands, tails are on their way. */
    record PivotPassed(UUID sagaId) implements SagaMilestone {}

    /**
     * Everything is undone.
     *
     * @param reason a stable code: the refusal's, the cancel's, or {@link SagaTransitions#EXPIRED}
     * @param detail for people
     */
    record Compensated(UUID sagaId, String reason, @Nullable String detail) implements SagaMilestone {}

    /**
     * Everything is done and acknowledged.
     *
     * @param cancelRequested the reason of a cancel that came after the pivot, which may be honoured from now on
     */
    record Completed(UUID sagaId, @Nullable String cancelRequested) implements SagaMilestone {}
}
