package dev.ares.saga;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.ares.saga.SagaStep.Kind;

/**
 * The way of a saga through its steps, drawn from its definition as a Mermaid state diagram: forward, and back over what
 * has to be undone. A step that has a condition is drawn as if it applied. Several arrows for the same reason are taken at
 * once, and a state that several arrows lead to waits for all of them.
 */
public final class SagaGraph {

    private final List<String> lines = new ArrayList<>();

    private SagaGraph() {}

    /** The diagram, without the fences of a code block. The same definition gives the same text. */
    public static String of(SagaDefinition<?, ?> definition) {
        SagaGraph graph = new SagaGraph();
        graph.states(definition);
        graph.forward(definition);
        graph.back(definition);
        return String.join("\n", graph.lines) + "\n";
    }

    private void states(SagaDefinition<?, ?> definition) {
        lines.add("stateDiagram-v2");
        definition.steps().forEach(step -> state(id(step), label(step)));
        undoable(definition).forEach(step -> state(undoOf(step), undoLabel(step)));
    }

    private void forward(SagaDefinition<?, ?> definition) {
        String from = "[*]";
        String why = "start";
        for (SagaStep<?, ?> step : definition.steps()) {
            if (step.kind() == Kind.TAIL) {
                arrow(id(pivot(definition)), id(step), "done");
                arrow(id(step), "COMPLETED", String.join(" and ", step.acknowledgements()));
            } else {
                arrow(from, id(step), why);
                from = id(step);
                why = "done";
            }
        }
        if (definition.steps().stream().noneMatch(step -> step.kind() == Kind.TAIL)) {
            arrow(from, "COMPLETED", "done");
        }
        arrow("COMPLETED", "[*]", "");
    }

    private <S, C> void back(SagaDefinition<S, C> definition) {
        List<SagaStep<S, C>> undoable = new ArrayList<>();
        for (SagaStep<S, C> step : definition.steps()) {
            if (step.kind() == Kind.TAIL) {
                continue;
            }
            turns(step, "refused", undoable);
            if (step.undo() != null) {
                undoable.add(step);
            }
            if (step.kind() == Kind.COMPENSATABLE) {
                turns(step, "deadline or cancel", undoable);
            }
        }
        for (int i = undoable.size() - 1; i >= 0; i--) {
            arrow(undoOf(undoable.get(i)), lastThatWaits(undoable.subList(0, i)), "undone");
        }
        arrow("COMPENSATED", "[*]", "");
    }

    private <S, C> void turns(SagaStep<S, C> step, String why, List<SagaStep<S, C>> undoable) {
        if (undoable.isEmpty()) {
            arrow(id(step), "COMPENSATED", why);
        }
        SagaDefinition.freeToUndo(undoable).forEach(free -> arrow(id(step), undoOf(free), why));
    }

    /** A step that waits does so for all later ones, so the steps before the nearest such one are reached through it. */
    private static <S, C> String lastThatWaits(List<SagaStep<S, C>> earlier) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            if (!earlier.get(i).undoneInAnyOrder()) {
                return undoOf(earlier.get(i));
            }
        }
        return "COMPENSATED";
    }

    private static List<SagaStep<?, ?>> undoable(SagaDefinition<?, ?> definition) {
        List<SagaStep<?, ?>> undoable = new ArrayList<>(definition.steps());
        undoable.removeIf(step -> step.undo() == null);
        Collections.reverse(undoable);
        return undoable;
    }

    private static SagaStep<?, ?> pivot(SagaDefinition<?, ?> definition) {
        List<SagaStep<?, ?>> pivots = new ArrayList<>(definition.steps());
        pivots.removeIf(step -> step.kind() != Kind.PIVOT);
        return pivots.get(0);
    }

    private static String label(SagaStep<?, ?> step) {
        return step.kind() == Kind.COMPENSATABLE
                ? step.name()
                : step.name() + " (" + (step.kind() == Kind.PIVOT ? "pivot" : "until acknowledged") + ")";
    }

    private static String undoLabel(SagaStep<?, ?> step) {
        return "undo " + step.name() + (step.undoneInAnyOrder() ? " (sent at once)" : "");
    }

    private static String id(SagaStep<?, ?> step) {
        return step.name().replace(' ', '_');
    }

    private static String undoOf(SagaStep<?, ?> step) {
        return "undo_" + id(step);
    }

    private void state(String id, String label) {
        lines.add("    state \"" + label + "\" as " + id);
    }

    private void arrow(String from, String to, String why) {
        lines.add("    " + from + " --> " + to + (why.isEmpty() ? "" : " : " + why));
    }
}
