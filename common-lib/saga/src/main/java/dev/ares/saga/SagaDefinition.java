package dev.ares.saga;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.ares.saga.SagaStep.Kind;

/**
 * The table of a saga's steps: first any number of compensatable ones, in order, then one pivot, then any number of
 * tails.
 *
 * <pre>{@code
 * SagaDefinition.<CheckoutState, CheckoutCommand>named("checkout")
 *         .step("reserve stock", ReserveStock::of).undoneBy(ReleaseStock::of).inAnyOrder()
 *         .step("hold points", HoldPoints::of).when(CheckoutState::redeemsPoints).undoneBy(ReturnPoints::of).inAnyOrder()
 *         .pivot("pay", Pay::of)
 *         .tail("announce confirmation", OrderConfirmed::of).acknowledgedBy("commit stock", "settle points")
 *         .build();
 * }</pre>
 *
 * @param <S> the state that a saga is started with; it never changes afterwards
 * @param <C> the commands that the steps send
 */
public final class SagaDefinition<S, C> {

    private final String name;
    private final List<SagaStep<S, C>> steps;

    private SagaDefinition(String name, List<SagaStep<S, C>> steps) {
        this.name = name;
        this.steps = List.copyOf(steps);
    }

    /** Begins the definition of the saga with this name, which is stored with every instance: it may not change. */
    public static <S, C> Builder<S, C> named(String name) {
        return new Builder<>(name);
    }

    public String name() {
        return name;
    }

    /** All steps, in the order of the table. */
    public List<SagaStep<S, C>> steps() {
        return steps;
    }

    SagaStep<S, C> step(String stepName) {
        return steps.stream()
                .filter(step -> step.name().equals(stepName))
                .findFirst()
                .orElseThrow(() -> unknown("step", stepName));
    }

    /** The first step after the given one that applies. */
    SagaStep<S, C> following(String stepName, S state) {
        return steps.subList(steps.indexOf(step(stepName)) + 1, steps.size()).stream()
                .filter(step -> step.appliesTo(state))
                .findFirst()
                .orElseThrow(() -> unknown("step after", stepName));
    }

    SagaStep<S, C> first(S state) {
        return steps.stream().filter(step -> step.appliesTo(state)).findFirst().orElseThrow();
    }

    boolean isPivot(String stepName) {
        return steps.stream()
                .anyMatch(step -> step.kind() == Kind.PIVOT && step.name().equals(stepName));
    }

    List<SagaStep<S, C>> tails(S state) {
        return steps.stream()
                .filter(step -> step.kind() == Kind.TAIL && step.appliesTo(state))
                .toList();
    }

    SagaStep<S, C> tailAcknowledgedBy(String acknowledgement) {
        return steps.stream()
                .filter(step ->
                        step.kind() == Kind.TAIL && step.acknowledgements().contains(acknowledgement))
                .findFirst()
                .orElseThrow(() -> unknown("acknowledgement", acknowledgement));
    }

    /**
     * What of these may be undone now, last one first: the last of all, and those that need not wait for the ones after
     * them.
     *
     * @param undoable in the order of the table
     */
    static <S, C> List<SagaStep<S, C>> freeToUndo(List<SagaStep<S, C>> undoable) {
        List<SagaStep<S, C>> free = new ArrayList<>();
        for (int i = undoable.size() - 1; i >= 0; i--) {
            SagaStep<S, C> step = undoable.get(i);
            if (i == undoable.size() - 1 || step.undoneInAnyOrder()) {
                free.add(step);
            }
        }
        return free;
    }

    private IllegalStateException unknown(String what, String given) {
        return new IllegalStateException("%s: %s (expected: one of saga %s)".formatted(what, given, name));
    }

    /** The table, one line a step. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step ->
                        "%s | %s | %s".formatted(step.name(), step.kind(), String.join(", ", step.acknowledgements())))
                .collect(Collectors.joining("\n", name + "\n", ""));
    }

    /** Collects the rows; {@code when}, {@code undoneBy}, {@code inAnyOrder} and {@code acknowledgedBy} speak of the row before them. */
    public static final class Builder<S, C> {

        private final String name;
        private final List<SagaStep<S, C>> steps = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** A step before the pivot. Without {@link #undoneBy} it leaves nothing behind that needs undoing. */
        public Builder<S, C> step(String stepName, Function<? super S, ? extends C> action) {
            require(!has(Kind.PIVOT), stepName, "before the pivot");
            return add(stepName, Kind.COMPENSATABLE, action);
        }

        /** The step whose command, once committed, is never taken back by a deadline or a cancel. */
        public Builder<S, C> pivot(String stepName, Function<? super S, ? extends C> action) {
            require(!has(Kind.PIVOT), stepName, "one pivot");
            return add(stepName, Kind.PIVOT, action);
        }

        /** A step after the pivot, sent again until it is acknowledged. */
        public Builder<S, C> tail(String stepName, Function<? super S, ? extends C> action) {
            require(has(Kind.PIVOT), stepName, "after the pivot");
            return add(stepName, Kind.TAIL, action);
        }

        /** Takes the step only when this holds. The pivot has no condition. */
        public Builder<S, C> when(Predicate<? super S> condition) {
            SagaStep<S, C> step = last();
            require(step.kind() != Kind.PIVOT, step.name(), "a pivot without condition");
            return replace(step.when(condition));
        }

        /** What undoes the step. It must also be right when the step never happened, or happens later. */
        public Builder<S, C> undoneBy(Function<? super S, ? extends C> undo) {
            SagaStep<S, C> step = last();
            require(step.kind() == Kind.COMPENSATABLE, step.name(), "a compensatable step");
            return replace(step.undoneBy(undo, false));
        }

        /**
         * The undo does not depend on those of later steps: it is sent at once when the saga turns back, and one of
         * them that fails does not hold it up. Without this a step is undone once all later ones are.
         */
        public Builder<S, C> inAnyOrder() {
            SagaStep<S, C> step = last();
            if (step.undo() == null) {
                throw unexpected(step.name(), "a step with an undo");
            }
            return replace(step.undoneBy(step.undo(), true));
        }

        /** The replies that a tail waits for; without this the one under the step's own name. */
        public Builder<S, C> acknowledgedBy(String... acknowledgements) {
            SagaStep<S, C> step = last();
            require(step.kind() == Kind.TAIL && acknowledgements.length > 0, step.name(), "a tail with names");
            return replace(step.acknowledgedBy(List.of(acknowledgements)));
        }

        /**
         * @throws IllegalArgumentException when there is no pivot, or a name is used twice or holds a comma, which
         *     separates names in storage
         */
        public SagaDefinition<S, C> build() {
            require(has(Kind.PIVOT), name, "a pivot");
            Set<String> names = new HashSet<>();
            for (SagaStep<S, C> step : steps) {
                for (String answer : step.acknowledgements()) {
                    require(!answer.isBlank() && !answer.contains(","), answer, "a name without comma");
                    require(names.add(answer), answer, "a name of its own");
                }
            }
            return new SagaDefinition<>(name, steps);
        }

        private Builder<S, C> add(String stepName, Kind kind, Function<? super S, ? extends C> action) {
            steps.add(new SagaStep<>(stepName, kind, state -> true, action, null, false, List.of(stepName)));
            return this;
        }

        private Builder<S, C> replace(SagaStep<S, C> step) {
            steps.set(steps.size() - 1, step);
            return this;
        }

        private SagaStep<S, C> last() {
            require(!steps.isEmpty(), name, "a step first");
            return steps.get(steps.size() - 1);
        }

        private boolean has(Kind kind) {
            return steps.stream().anyMatch(step -> step.kind() == kind);
        }

        private static void require(boolean holds, String given, String expected) {
            if (!holds) {
                throw unexpected(given, expected);
            }
        }

        private static IllegalArgumentException unexpected(String given, String expected) {
            return new IllegalArgumentException("saga step: %s (expected: %s)".formatted(given, expected));
        }
    }
}
