package dev.ares.local.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.ares.local.chaos.Fault.Kind;

/** A run's result for people. */
public final class ChaosReport {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PERCENT = 100;

    private ChaosReport() {}

    /** Prints everything, violations with ids and timelines last. */
    public static void print(ChaosResult result, PrintStream out) {
        ChaosSettings settings = result.settings();
        out.printf(
                "%nChaos with seed %d: %s of faults, one every %s%n",
                settings.seed(), seconds(settings.length()), seconds(settings.every()));
        faults(result.recoveries(), out);
        out.printf("Calls spoiled by switches: %s%n", result.spoiledCalls());
        out.printf("Orders: %d placed, %d accepted%n", result.orders(), result.accepted());
        expectations(result, out);
        result.outcomes().forEach((outcome, number) -> out.printf("  %-38s %7d%n", outcome, number));
        out.printf("Answers, repeated attempts included: %s%n", result.answers());
        result.recoveries().stream()
                .max(Comparator.comparing(Recovery::took))
                .ifPresent(slowest -> out.printf(
                        "Slowest recovery: %s, ready again after %s%n", slowest.fault(), seconds(slowest.took())));
        out.printf(
                "After the last fault: all parts ready again after %s, at rest after %s (allowed: %s)%n",
                seconds(result.healed()), seconds(result.rest()), seconds(settings.patience()));
        result.check().print(out);
        if (!result.check().clean()) {
            out.printf(
                    "  of these, %d stood when it was looked again later:%n",
                    result.lasting().size());
            result.lasting().forEach(violation -> out.println("           " + violation));
        }
        result.broken().forEach(promise -> out.println("  BROKEN PROMISE: " + promise));
        result.timelines().forEach((order, lines) -> {
            out.println("  timeline of " + order);
            lines.forEach(line -> out.println("    " + line));
        });
        out.println(result.clean() ? "0 violations." : "VIOLATED. Repeat with --seed " + settings.seed() + ".");
        if (!result.inTime()) {
            out.println("LATE: it came to rest later than allowed.");
        }
    }

    /** What was not reached makes a run say little; it is no violation. */
    private static void expectations(ChaosResult result, PrintStream out) {
        ChaosSettings settings = result.settings();
        long rarest = result.faults().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        out.printf(
                "  %d accepted (expected: %d at least), %d of them confirmed, refunds included: %.0f %% (expected: %.0f %%)%n",
                result.accepted(),
                settings.leastAccepted(),
                result.confirmed(),
                PERCENT * result.confirmedShare(),
                PERCENT * ChaosResult.LEAST_CONFIRMED);
        out.printf(
                "  each kind of fault %d times at least (expected: %d)%s%n",
                rarest,
                settings.leastOfEachKind(),
                result.tellsEnough() ? "" : "; LESS THAN EXPECTED, which is no violation");
    }

    private static void faults(List<Recovery> recoveries, PrintStream out) {
        Map<Kind, Map<String, Long>> byKind = recoveries.stream()
                .map(Recovery::fault)
                .collect(Collectors.groupingBy(
                        Fault::kind,
                        () -> new EnumMap<>(Kind.class),
                        Collectors.groupingBy(Fault::part, TreeMap::new, Collectors.counting())));
        out.printf("Faults: %d%n", recoveries.size());
        byKind.forEach((kind, parts) -> out.printf(
                "  %-8s %4d  %s%n",
                kind, parts.values().stream().mapToLong(Long::longValue).sum(), parts));
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toNanos() / NANOS_PER_SECOND);
    }
}
