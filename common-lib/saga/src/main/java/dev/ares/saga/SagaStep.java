package dev.ares.saga;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link SagaDefinition}. All functions see the state that the saga was started with and must be pure: a
 * command that is sent again is built again.
 *
 * @param name unique in the definition; replies and the timeline name the step by it
 * @param condition when it is false the step is passed over, on the way forward and on the way back
 * @param undo builds the command that undoes the step; null when there is nothing to undo
 * @param undoneInAnyOrder whether the undo need not wait until later steps are undone
 * @param acknowledgements of a tail: the names under which replies arrive, all of which are awaited; of other steps the
 *     step's own name
 */
public record SagaStep<S, C>(
        String name,
        Kind kind,
        Predicate<? super S> condition,
        Function<? super S, ? extends C> action,
        @Nullable Function<? super S, ? extends C> undo,
        boolean undoneInAnyOrder,
        List<String> acknowledgements) {

    /** What may become of a step once its command is written. */
    public enum Kind {
        /** May be refused; undone when the saga turns back. */
        COMPENSATABLE,
        /** Committing its command is the point of no return: from then on only a refusal turns the saga back. */
        PIVOT,
        /** Cannot be refused: sent again until it is acknowledged. All tails run in parallel. */
        TAIL
    }

    public SagaStep {
        acknowledgements = List.copyOf(acknowledgements);
    }

    boolean appliesTo(S state) {
        return condition.test(state);
    }

    SagaStep<S, C> when(Predicate<? super S> other) {
        return new SagaStep<>(name, kind, other, action, undo, undoneInAnyOrder, acknowledgements);
    }

    SagaStep<S, C> undoneBy(Function<? super S, ? extends C> other, boolean inAnyOrder) {
        return new SagaStep<>(name, kind, condition, action, other, inAnyOrder, acknowledgements);
    }

    SagaStep<S, C> acknowledgedBy(List<String> names) {
        return new SagaStep<>(name, kind, condition, action, undo, undoneInAnyOrder, names);
    }

    /** Every command that this step may send. */
    List<C> commandsFor(S state) {
        return undo == null ? List.of(action.apply(state)) : List.of(action.apply(state), undo.apply(state));
    }
}
