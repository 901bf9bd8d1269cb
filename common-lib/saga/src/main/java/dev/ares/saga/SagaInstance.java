package dev.ares.saga;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How far one saga has come.
 *
 * @param state what it was started with; never changes
 * @param version grows by one with every write; a writer that holds an older one is refused
 * @param undoable the steps that have to be undone should the saga turn back, in order of dispatch: sent, neither
 *     refused nor undone, whether or not an answer came
 * @param awaiting the answers that it waits for: the step's name, or the missing acknowledgements of the tails
 * @param attempt how often the command in question was sent
 * @param dueAt before the pivot the deadline, later the next attempt; null when there is nothing to wait for
 * @param cause why it turned back
 * @param cancelRequested the reason of a cancel that came after the pivot
 * @param parked why it waits for an operator
 * @param contradicted what the pivot's participant said against its own word: the saga keeps its way, people must look
 * @param entries the number of its timeline entries so far
 */
public record SagaInstance<S>(
        UUID id,
        String saga,
        S state,
        int version,
        Phase phase,
        List<String> undoable,
        List<String> awaiting,
        int attempt,
        @Nullable Instant dueAt,
        @Nullable Cause cause,
        @Nullable String cancelRequested,
        @Nullable String parked,
        @Nullable String contradicted,
        int entries) {

    /** Where a saga stands. */
    public enum Phase {
        /** Before the pivot: everything so far can be undone. */
        ADVANCING,
        /** The pivot's command is committed, its outcome unknown. */
        PIVOTING,
        /** The pivot is done; tails are not yet acknowledged. */
        FINISHING,
        /** Steps are being undone, in the order that their definition says. */
        COMPENSATING,
        /** Ended: everything done. */
        COMPLETED,
        /** Ended: everything undone. */
        COMPENSATED;

        public boolean isTerminal() {
            return this == COMPLETED || this == COMPENSATED;
        }
    }

    /**
     * Why a saga turned back.
     *
     * @param reason a stable code
     * @param detail for people
     */
    public record Cause(String reason, @Nullable String detail) {}

    public SagaInstance {
        undoable = List.copyOf(undoable);
        awaiting = List.copyOf(awaiting);
    }

    /** The same progress with the state in another form, such as decoded. */
    public <T> SagaInstance<T> withState(T other) {
        return new SagaInstance<>(
                id,
                saga,
                other,
                version,
                phase,
                undoable,
                awaiting,
                attempt,
                dueAt,
                cause,
                cancelRequested,
                parked,
                contradicted,
                entries);
    }

    /** Whether it appears among those that an operator has to look at. */
    boolean needsAnOperator() {
        return parked != null || contradicted != null;
    }

    /** The same saga, with one more entry, waiting for an operator. */
    SagaInstance<S> parkedFor(String reason) {
        return new SagaInstance<>(
                id,
                saga,
                state,
                version,
                phase,
                undoable,
                awaiting,
                attempt,
                null,
                cause,
                cancelRequested,
                reason,
                contradicted,
                entries + 1);
    }
}
