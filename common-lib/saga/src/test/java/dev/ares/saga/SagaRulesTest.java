package dev.ares.saga;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.ares.saga.RandomSagas.Order;
import dev.ares.saga.RandomWorld.Effect;
import dev.ares.saga.SagaInstance.Phase;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules, whatever the saga's shape and in whatever order commands, replies, deadlines and cancels meet. */
class SagaRulesTest {

    @Provide
    Arbitrary<RandomSagas> sagas() {
        return RandomSagas.any();
    }

    @Provide
    Arbitrary<Set<String>> refusals() {
        return Arbitraries.of("step 0", "step 1", "step 3", "step 4", "step 6", "pivot")
                .set()
                .ofMaxSize(1);
    }

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers().between(0, 399).list().ofMaxSize(120);
    }

    @Property(tries = 4000)
    void everySagaEndsWithAllOfItsEffectsOrNone(
            @ForAll("sagas") RandomSagas saga,
            @ForAll("refusals") Set<String> refusing,
            @ForAll("choices") List<Integer> choices) {
        RandomWorld world = run(saga, refusing, choices);
        world.calmDown();

        assertThat(world.instance().phase().isTerminal()).isTrue();
        if (world.instance().phase() == Phase.COMPLETED) {
            assertThat(world.effects.values()).containsOnly(Effect.DONE);
            assertThat(world.effects.keySet()).containsExactlyInAnyOrderElementsOf(applying(saga));
        } else {
            assertThat(world.effects.get("pivot")).isNotEqualTo(Effect.DONE);
            List<String> undoable = applying(saga).stream()
                    .filter(step -> saga.definition().step(step).undo() != null)
                    .toList();
            assertThat(undoable).noneMatch(step -> world.effects.get(step) == Effect.DONE);
        }
    }

    @Property(tries = 2000)
    void undoesInReverseWhatIsNotUndoneInAnyOrderAndNeverAfterThePivotUnlessItRefused(
            @ForAll("sagas") RandomSagas saga,
            @ForAll("refusals") Set<String> refusing,
            @ForAll("choices") List<Integer> choices) {
        RandomWorld world = run(saga, refusing, choices);
        world.calmDown();

        List<String> done = firsts(world, false);
        List<String> undone = firsts(world, true);
        List<String> expected = new ArrayList<>(done);
        expected.removeIf(step -> saga.definition().step(step).undo() == null || refusedInTime(world, step));
        Collections.reverse(expected);
        if (world.instance().phase() == Phase.COMPENSATED) {
            assertThat(undone).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(inOrder(saga, undone)).isEqualTo(inOrder(saga, expected));
            assertThat(inOrder(saga, undone)).allSatisfy(step -> assertThat(undoneBefore(world, step))
                    .as("undone when %s was", step)
                    .containsAll(expected.subList(0, expected.indexOf(step))));
            assertThat(done.contains("pivot")).isEqualTo(world.effects.get("pivot") == Effect.REFUSED);
        } else {
            assertThat(undone).isEmpty();
        }
    }

    @Property(tries = 2000)
    void whatHasEndedStaysEndedAndMilestonesComeOnce(
            @ForAll("sagas") RandomSagas saga,
            @ForAll("refusals") Set<String> refusing,
            @ForAll("choices") List<Integer> choices) {
        RandomWorld world = run(saga, refusing, choices);
        world.calmDown();
        SagaInstance<?> ended = world.instance();
        choices.forEach(world::act);

        assertThat(world.instance()).isEqualTo(ended);
        List<String> milestones = world.history.stream()
                .flatMap(decision -> decision.milestones().stream())
                .map(milestone -> milestone.getClass().getSimpleName())
                .toList();
        assertThat(milestones).isIn(List.of("PivotPassed", "Completed"), List.of("Compensated"));
        assertThat(ended.dueAt()).isNull();
        assertThat(ended.parked()).isNull();
    }

    @Property(tries = 1000)
    void theTimelineHasNoGapsAndNothingChangesWithoutWord(
            @ForAll("sagas") RandomSagas saga,
            @ForAll("refusals") Set<String> refusing,
            @ForAll("choices") List<Integer> choices) {
        RandomWorld world = run(saga, refusing, choices);

        List<Integer> seqs = world.history.stream()
                .flatMap(decision -> decision.entries().stream())
                .map(SagaLogEntry::seq)
                .toList();
        assertThat(seqs)
                .isEqualTo(IntStream.rangeClosed(1, world.instance().entries())
                        .boxed()
                        .toList());
        assertThat(world.history)
                .allMatch(
                        decision -> decision.changed() || decision.dispatches().isEmpty());
    }

    private static RandomWorld run(RandomSagas saga, Set<String> refusing, List<Integer> choices) {
        RandomWorld world = new RandomWorld(saga, refusing);
        choices.forEach(world::act);
        return world;
    }

    private static List<String> applying(RandomSagas saga) {
        return saga.definition().steps().stream()
                .filter(step -> step.appliesTo(saga.state()))
                .map(SagaStep::name)
                .toList();
    }

    /** The steps in the order in which they were first ordered to be done, or undone. */
    private static List<String> firsts(RandomWorld world, boolean undo) {
        Stream<Order> orders = world.history.stream()
                .flatMap(decision -> decision.dispatches().stream())
                .map(Dispatch::command);
        return orders.filter(order -> order.undo() == undo)
                .map(Order::step)
                .distinct()
                .toList();
    }

    /** Without those that are undone in any order. */
    private static List<String> inOrder(RandomSagas saga, List<String> steps) {
        return steps.stream()
                .filter(step -> !saga.definition().step(step).undoneInAnyOrder())
                .toList();
    }

    /** What was undone before the step's undo was sent. */
    private static List<String> undoneBefore(RandomWorld world, String step) {
        return world.history.stream()
                .flatMap(decision -> decision.entries().stream())
                .takeWhile(entry -> entry.event() != SagaLogEntry.Event.UNDOING || !step.equals(entry.step()))
                .filter(entry -> entry.event() == SagaLogEntry.Event.UNDONE)
                .map(SagaLogEntry::step)
                .toList();
    }

    private static boolean refusedInTime(RandomWorld world, String step) {
        return world.history.stream()
                .flatMap(decision -> decision.entries().stream())
                .anyMatch(entry -> step.equals(entry.step()) && entry.event() == SagaLogEntry.Event.REFUSED);
    }
}
