package dev.ares.benchmarks.stack;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.ares.benchmarks.machine.Median;
import dev.ares.benchmarks.machine.ResidentMemory;

/**
 * What was seen of one shop.
 *
 * @param ready seconds from {@code ./ares up} to its return: the gateway reaches every service
 * @param firstOrder seconds from {@code ./ares up} to the first confirmed order
 * @param failedStarts attempts to start that came to nothing before this one
 * @param idle mebibytes of each process a while after that order
 * @param used the same once the orders have come to their end
 * @param orders after the first one that were confirmed
 * @param violations of invariants after them
 */
record Start(
        double ready,
        double firstOrder,
        int failedStarts,
        Map<String, Double> idle,
        Map<String, Double> used,
        long confirmed,
        long violations) {

    /** Mebibytes. */
    double idleStack() {
        return ResidentMemory.sum(idle);
    }

    /** Mebibytes. */
    double usedStack() {
        return ResidentMemory.sum(used);
    }

    /** The same figure of several shops. */
    record Spread(double median, double least, double most) {

        static Spread of(List<Start> starts, ToDoubleFunction<Start> figure) {
            return new Spread(
                    Median.of(starts, figure),
                    starts.stream().mapToDouble(figure).min().orElse(0),
                    starts.stream().mapToDouble(figure).max().orElse(0));
        }
    }
}
