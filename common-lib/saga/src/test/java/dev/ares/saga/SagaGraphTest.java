package dev.ares.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ares.saga.SagaDefinition.Builder;
import dev.ares.saga.SagaReply.Done;
import dev.ares.saga.SagaReply.Refused;
import dev.ares.saga.SagaReply.Undone;

import static org.assertj.core.api.Assertions.assertThat;

/** The way back is drawn as the engine goes it. */
class SagaGraphTest {

    private static final int STEPS = 4;

    @Test
    void undosInOrderFollowEachOther() {
        assertThat(wayBack(saga(false, false)))
                .containsExactly(
                        "0 --> COMPENSATED : refused",
                        "0 --> undo_0 : deadline or cancel",
                        "1 --> undo_0 : refused",
                        "1 --> undo_1 : deadline or cancel",
                        "pay --> undo_1 : refused",
                        "undo_1 --> undo_0 : undone",
                        "undo_0 --> COMPENSATED : undone");
    }

    @Test
    void undosInAnyOrderDoNotWaitForEachOther() {
        assertThat(wayBack(saga(true, true)))
                .containsExactly(
                        "0 --> COMPENSATED : refused",
                        "0 --> undo_0 : deadline or cancel",
                        "1 --> undo_0 : refused",
                        "1 --> undo_1 : deadline or cancel",
                        "1 --> undo_0 : deadline or cancel",
                        "pay --> undo_1 : refused",
                        "pay --> undo_0 : refused",
                        "undo_1 --> COMPENSATED : undone",
                        "undo_0 --> COMPENSATED : undone");
    }

    /** Every choice of steps undone in any order, with the answers to the undos in every order. */
    @ParameterizedTest
    @MethodSource("choices")
    void whatTheEngineAwaitsIsWhatIsDrawn(Boolean[] inAnyOrder) {
        SagaDefinition<String, String> saga = saga(inAnyOrder);
        SagaTransitions<String, String> transitions = new SagaTransitions<>(saga, SagaTiming.DEFAULT);
        SagaInstance<String> running =
                transitions.begin(UUID.randomUUID(), "", Instant.EPOCH).instance();
        for (int step = 0; step < STEPS; step++) {
            running = after(transitions, running, String.valueOf(step), new Done());
        }
        SagaInstance<String> back = after(transitions, running, "pay", new Refused("DECLINED", null));

        assertThat(follow(transitions, back, wayBack(saga), Set.of())).isPositive();
    }

    static Stream<Object[]> choices() {
        return IntStream.range(0, 1 << STEPS).mapToObj(mask -> new Object[] {
            IntStream.range(0, STEPS).mapToObj(step -> (mask & 1 << step) != 0).toArray(Boolean[]::new)
        });
    }

    /** @return the number of ways to the end */
    private static int follow(
            SagaTransitions<String, String> transitions,
            SagaInstance<String> saga,
            List<String> drawn,
            Set<String> undone) {
        assertThat(saga.awaiting().stream().map(step -> "undo_" + step))
                .as("after %s, of %s", undone, drawn)
                .containsExactlyInAnyOrderElementsOf(active(drawn, undone));
        if (saga.awaiting().isEmpty()) {
            assertThat(undone).hasSize(STEPS);
            return 1;
        }
        return saga.awaiting().stream()
                .mapToInt(step -> {
                    Set<String> next = new HashSet<>(undone);
                    next.add("undo_" + step);
                    return follow(transitions, after(transitions, saga, step, new Undone()), drawn, next);
                })
                .sum();
    }

    private static Set<String> active(List<String> drawn, Set<String> undone) {
        return IntStream.range(0, STEPS)
                .mapToObj(step -> "undo_" + step)
                .filter(undo -> !undone.contains(undo))
                .filter(undo ->
                        drawn.contains("pay --> " + undo + " : refused") || undone.containsAll(before(drawn, undo)))
                .collect(Collectors.toSet());
    }

    private static List<String> before(List<String> drawn, String undo) {
        String arrow = " --> " + undo + " : undone";
        return drawn.stream()
                .filter(line -> line.endsWith(arrow))
                .map(line -> line.substring(0, line.length() - arrow.length()))
                .toList();
    }

    private static SagaInstance<String> after(
            SagaTransitions<String, String> transitions,
            SagaInstance<String> saga,
            String step,
            SagaReply.Outcome outcome) {
        return transitions
                .apply(saga, new SagaInput.Replied(step, outcome), Instant.EPOCH)
                .instance();
    }

    private static SagaDefinition<String, String> saga(Boolean... inAnyOrder) {
        Builder<String, String> saga = SagaDefinition.named("saga");
        for (int step = 0; step < inAnyOrder.length; step++) {
            String name = String.valueOf(step);
            saga.step(name, state -> "do " + name).undoneBy(state -> "undo " + name);
            if (inAnyOrder[step]) {
                saga.inAnyOrder();
            }
        }
        return saga.pivot("pay", state -> "pay").build();
    }

    private static List<String> wayBack(SagaDefinition<String, String> saga) {
        List<String> lines =
                new ArrayList<>(SagaGraph.of(saga).lines().map(String::strip).toList());
        lines.removeIf(
                line -> !line.endsWith("refused") && !line.endsWith("deadline or cancel") && !line.endsWith("undone"));
        return lines;
    }
}
