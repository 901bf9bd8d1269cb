package dev.ares.saga;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One line of a saga's timeline, which is its transition log.
 *
 * @param seq from 1, without gaps, in the order in which things were decided
 * @param step null when the entry is about the saga as a whole
 */
public record SagaLogEntry(
        UUID sagaId,
        int seq,
        Instant at,
        @Nullable String step,
        Event event,
        @Nullable String detail) {

    /** What happened. */
    public enum Event {
        STARTED,
        /** The step's command was written. */
        DISPATCHED,
        DONE,
        REFUSED,
        /** No answer before the deadline, before the pivot. */
        EXPIRED,
        /** Cancelled before the pivot. */
        CANCELLED,
        /** A cancel that came after the pivot. */
        CANCEL_RECORDED,
        /** The command that undoes the step was written. */
        UNDOING,
        UNDONE,
        /** Written again; of many attempts the second, fourth, eighth and so on are listed. */
        RESENT,
        COMPLETED,
        COMPENSATED,
        PARKED,
        RETRIED,
        /** The pivot's participant said the opposite of what it had said: people must look. */
        CONTRADICTED
    }
}
