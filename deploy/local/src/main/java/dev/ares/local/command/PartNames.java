package dev.ares.local.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.ares.local.shop.StartStep;

/** Parts as users name them: {@code order-service}, or {@code order} for short. */
final class PartNames {

    private PartNames() {}

    /** @throws CannotRunException that lists the names when there is none like it */
    static StartStep find(String name, List<StartStep> steps) {
        return steps.stream()
                .filter(step -> step.name().equals(name)
                        || step.name().equals(name + "-service")
                        || step.name().endsWith("-" + name))
                .findFirst()
                .orElseThrow(() -> new CannotRunException("part: " + name + " (expected: one of "
                        + steps.stream().map(StartStep::name).collect(Collectors.joining(", ")) + ")"));
    }

    /** The part and, where it is a service's first process, the others of that service. */
    static List<StartStep> replicas(StartStep first, List<StartStep> steps) {
        return steps.stream()
                .filter(step -> step.equals(first) || step.name().matches(Pattern.quote(first.name()) + "-\\d+"))
                .toList();
    }

    /** The named parts and all that they wait for, in the order of {@code steps}; all of them when none is named. */
    static List<StartStep> withThoseNeeded(List<String> names, List<StartStep> steps) {
        if (names.isEmpty()) {
            return steps;
        }
        var wanted = new HashSet<StartStep>();
        names.forEach(name -> add(find(name, steps), wanted, steps));
        return steps.stream().filter(wanted::contains).toList();
    }

    private static void add(StartStep step, Set<StartStep> wanted, List<StartStep> steps) {
        if (wanted.add(step)) {
            step.after().forEach(name -> add(find(name, steps), wanted, steps));
        }
    }
}
