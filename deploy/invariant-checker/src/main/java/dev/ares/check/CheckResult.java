package dev.ares.check;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a check found.
 *
 * @param checked the invariants that were looked at
 * @param orders how many there are
 * @param confirmed how many of them went through, those that were refunded since included
 * @param cancelled how many of them are cancelled
 * @param charges how many payments the provider knows, refused ones included; empty when it was not asked
 */
public record CheckResult(
        Set<Rule> checked,
        List<Violation> violations,
        long orders,
        long confirmed,
        long cancelled,
        OptionalLong charges) {

    public CheckResult {
        checked = Set.copyOf(checked);
        violations = List.copyOf(violations);
    }

    public boolean clean() {
        return violations.isEmpty();
    }

    /** Prints a line per invariant and a line per violation. */
    public void print(PrintStream out) {
        String against = charges.isPresent()
                ? "against " + charges.getAsLong() + " payments at the provider"
                : "without the provider, which was not asked";
        out.printf("Checked %d orders (%d confirmed, %d cancelled) %s:%n", orders, confirmed, cancelled, against);
        for (Rule rule : Rule.values()) {
            List<Violation> broken = violations.stream()
                    .filter(violation -> violation.invariant() == rule)
                    .toList();
            out.printf("  %-11s %d. %s%n", verdict(rule, broken), rule.number(), rule.meaning());
            broken.forEach(violation -> out.println("           " + violation.subject() + ": " + violation.found()));
        }
        out.println(clean() ? "No violation." : violations.size() + " violations.");
    }

    private String verdict(Rule rule, List<Violation> broken) {
        if (!checked.contains(rule)) {
            return "not checked";
        }
        return broken.isEmpty() ? "holds" : "BROKEN";
    }
}
