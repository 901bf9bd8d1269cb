package dev.ares.saga;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import dev.ares.saga.SagaDefinition.Builder;

/** Definitions of any shape, with the state that their conditions look at: the indexes of the steps that apply. */
record RandomSagas(SagaDefinition<Set<Integer>, Order> definition, Set<Integer> state) {

    /** A command: do the step, or undo it. */
    record Order(String step, boolean undo) {}

    static Arbitrary<RandomSagas> any() {
        Arbitrary<Integer> before = Arbitraries.integers().between(0, 7);
        Arbitrary<Integer> after = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> noUndo = Arbitraries.integers().between(0, 15);
        Arbitrary<Set<Integer>> applying = Arbitraries.integers().between(0, 9).set();
        Arbitrary<Set<Integer>> inAnyOrder =
                Arbitraries.integers().between(0, 6).set().ofMaxSize(3);
        return Combinators.combine(before, after, noUndo, applying, inAnyOrder)
                .as((steps, tails, bare, state, free) -> new RandomSagas(definition(steps, tails, bare, free), state));
    }

    private static SagaDefinition<Set<Integer>, Order> definition(
            int steps, int tails, int withoutUndo, Set<Integer> inAnyOrder) {
        Builder<Set<Integer>, Order> saga = SagaDefinition.named("random");
        for (int i = 0; i < steps; i++) {
            int index = i;
            String name = "step " + i;
            saga.step(name, state -> new Order(name, false));
            saga.when(state -> index % 2 == 0 || state.contains(index));
            if (i != withoutUndo) {
                saga.undoneBy(state -> new Order(name, true));
                if (inAnyOrder.contains(i)) {
                    saga.inAnyOrder();
                }
            }
        }
        saga.pivot("pivot", state -> new Order("pivot", false));
        for (int i = 0; i < tails; i++) {
            int index = i;
            String name = "tail " + i;
            saga.tail(name, state -> new Order(name, false));
            saga.when(state -> index == 0 || state.contains(index + 7));
            if (i > 0) {
                saga.acknowledgedBy(IntStream.rangeClosed(0, i)
                        .mapToObj(n -> name + "." + n)
                        .toArray(String[]::new));
            }
        }
        return saga.build();
    }

    /** The answers that a participant gives to the tail's command. */
    Set<String> acknowledgements(String tail) {
        return definition.step(tail).acknowledgements().stream().collect(Collectors.toSet());
    }

    boolean isTail(String step) {
        return definition.step(step).kind() == SagaStep.Kind.TAIL;
    }
}
