package dev.ares.saga;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.ares.saga.SagaStep.Kind;

/**
 * The way of a saga through its steps, drawn from its definition as a Mermaid state diagram: forward, and back over what
 * has to be undone. A step that has a condition is drawn as if it applied.
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

    private void back(SagaDefinition<?, ?> definition) {
        List<SagaStep<?, ?>> undone = new ArrayList<>();
        for (SagaStep<?, ?> step : definition.steps()) {
            if (step.kind() == Kind.TAIL) {
                continue;
            }
            String before = undone.isEmpty() ? "COMPENSATED" : undoOf(undone.get(undone.size() - 1));
            arrow(id(step), before, "refused");
            if (step.undo() != null) {
                undone.add(step);
            }
            if (step.kind() == Kind.COMPENSATABLE) {
                String own = undone.isEmpty() ? "COMPENSATED" : undoOf(undone.get(undone.size() - 1));
                arrow(id(step), own, "deadline or cancel");
            }
        }
        Collections.reverse(undone);
        for (int i = 0; i < undone.size(); i++) {
            arrow(undoOf(undone.get(i)), i + 1 < undone.size() ? undoOf(undone.get(i + 1)) : "COMPENSATED", "undone");
        }
        arrow("COMPENSATED", "[*]", "");
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
