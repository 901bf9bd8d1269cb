package dev.ares.benchmarks.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/** What our relay is to reach, and whether it did; only what was measured is told. */
final class RelayTargets {

    private static final String BACKLOG = RelayPlan.drained(100_000);
    private static final String MILLION = RelayPlan.drained(1_000_000);

    private static final double GRUELBOX = 10;
    private static final double UPPER_BOUND = 0.5;
    private static final double WRITER_BOUND = 0.9;
    private static final double WITH_A_MILLION = 0.9;
    private static final double P50_MILLIS = 1.5;
    private static final double P99_MILLIS = 8;

    private final Map<String, Map<String, Result>> figures;
    private final List<String> lines = new ArrayList<>();

    private RelayTargets(Map<String, Map<String, Result>> figures) {
        this.figures = figures;
    }

    /**
     * A line each.
     *
     * @param figures by run, as {@link RelayPlan} calls it, and by the contender's name
     */
    static List<String> of(Map<String, Map<String, Result>> figures) {
        var targets = new RelayTargets(figures);
        targets.atLeast(BACKLOG + ", to gruelbox", BACKLOG, BACKLOG, Gruelbox.NAME, GRUELBOX);
        targets.atLeast(BACKLOG + ", to the upper bound", BACKLOG, BACKLOG, BareSql.NAME, UPPER_BOUND);
        targets.atLeast(
                RelayPlan.LIVE + ", to what its writers alone do",
                RelayPlan.LIVE,
                RelayPlan.ALONE,
                AresOutbox.NAME,
                WRITER_BOUND);
        targets.atLeast(
                RelayPlan.LIVE + ", to the upper bound", RelayPlan.LIVE, RelayPlan.LIVE, BareSql.NAME, WRITER_BOUND);
        targets.atLeast(MILLION + ", to " + BACKLOG, MILLION, BACKLOG, AresOutbox.NAME, WITH_A_MILLION);
        targets.atMost("p50", Result::p50, P50_MILLIS);
        targets.atMost("p99", Result::p99, P99_MILLIS);
        return targets.lines;
    }

    private void atLeast(String what, String run, String otherRun, String other, double target) {
        Result ares = measured(run, AresOutbox.NAME);
        Result compared = measured(otherRun, other);
        if (ares != null && compared != null) {
            double ratio = ares.perSecond() / compared.perSecond();
            line(what, "%.2f", ratio, "at least", target, ratio >= target);
        }
    }

    private void atMost(String what, ToDoubleFunction<Result> figure, double target) {
        Result ares = measured(RelayPlan.PACED, AresOutbox.NAME);
        if (ares != null) {
            double millis = figure.applyAsDouble(ares);
            line(RelayPlan.PACED + ", " + what, "%.2f ms", millis, "at most", target, millis <= target);
        }
    }

    private @Nullable Result measured(String run, String contender) {
        return figures.getOrDefault(run, Map.of()).get(contender);
    }

    private void line(String what, String figure, double is, String bound, double target, boolean met) {
        lines.add(String.format(
                Locale.ROOT,
                "- %s: " + figure + " (target: %s %.1f): %s",
                what,
                is,
                bound,
                target,
                met ? "met" : "MISSED"));
    }
}
