package dev.ares.local.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.ares.check.CheckResult;
import dev.ares.check.Rule;
import dev.ares.check.Violation;

/**
 * What a run showed.
 *
 * @param orders how many different orders customers meant to place
 * @param accepted how many of them were answered with 2xx
 * @param answers attempts by their answer
 * @param outcomes accepted orders by how they ended
 * @param broken what customers were promised and is not so
 * @param healed from the last fault until every part was itself again
 * @param rest from the last fault until nothing was under way, or until it was given up
 * @param check what was found once nothing was under way, or when the patience was over
 * @param lasting violations that were still there when it was looked again later: the others were late, not lost
 * @param timelines of the orders that violations name
 */
public record ChaosResult(
        ChaosSettings settings,
        List<Recovery> recoveries,
        long orders,
        long accepted,
        Map<String, Long> answers,
        Map<String, Long> outcomes,
        List<String> broken,
        Duration healed,
        Duration rest,
        CheckResult check,
        List<Violation> lasting,
        Map<String, List<String>> timelines) {

    /** The share of the accepted orders that is expected to go through at least. */
    public static final double LEAST_CONFIRMED = 0.5;

    /** What a slow machine breaks for a while. */
    private static final Set<Rule> LATE = EnumSet.of(Rule.ENDED, Rule.DELIVERED);

    /** Nothing that was accepted is lost, everything has ended, and money and stock are right. */
    public boolean clean() {
        return violations().isEmpty();
    }

    /** Whether all was at rest as soon after the last fault as was allowed. What came later may be right all the same. */
    public boolean inTime() {
        return rest.compareTo(settings.patience()) <= 0;
    }

    /** What is lost, wrong or has not ended, a line each. */
    public List<String> violations() {
        return Stream.concat(broken.stream(), check.violations().stream().map(Violation::toString))
                .toList();
    }

    /**
     * What was wrong when the patience was over, and not merely late. Once everything has ended that is every violation, though
     * it may be gone at the next look; while something is still under way, services may differ for a moment, so that only what
     * lasts counts.
     */
    public List<Violation> wrong() {
        boolean late = check.violations().stream().anyMatch(violation -> LATE.contains(violation.invariant()));
        return late ? lasting : check.violations();
    }

    /** How many of the accepted orders went through, those that were refunded since included. */
    public long confirmed() {
        return outcomes.getOrDefault("CONFIRMED", 0L) + outcomes.getOrDefault("REFUNDED", 0L);
    }

    /** How many of the accepted orders went through, as a share from 0 to 1; 0 when none was accepted. */
    public double confirmedShare() {
        return accepted == 0 ? 0 : (double) confirmed() / accepted;
    }

    /**
     * Whether so much happened that the run says something: enough orders, half of them confirmed, and each kind of fault
     * often enough, for its length. It decides nothing about {@link #clean}.
     */
    public boolean tellsEnough() {
        long least = settings.leastOfEachKind();
        return accepted >= settings.leastAccepted()
                && confirmedShare() >= LEAST_CONFIRMED
                && faults().values().stream().allMatch(times -> times >= least);
    }

    /** How many calls each kind of switch spoiled, as far as the processes could still tell; those of none are in it with 0. */
    public Map<String, Long> spoiledCalls() {
        var calls = new TreeMap<String, Long>();
        FaultPlan.KINDS.stream()
                .filter(Fault.Kind::isSwitch)
                .forEach(kind -> calls.put(
                        kind.toString(),
                        recoveries.stream()
                                .filter(recovery -> recovery.fault().kind() == kind)
                                .mapToLong(Recovery::spoiled)
                                .sum()));
        return calls;
    }

    /**
     * How often each kind of fault that is planned happened; those that never did are in it with 0. A switch happened when it
     * spoiled a call.
     */
    public Map<String, Long> faults() {
        var times = new TreeMap<String, Long>();
        FaultPlan.KINDS.forEach(kind -> times.put(
                kind.toString(),
                recoveries.stream()
                        .filter(recovery -> recovery.fault().kind() == kind)
                        .count()));
        return times;
    }
}
