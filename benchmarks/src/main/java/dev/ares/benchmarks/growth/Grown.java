package dev.ares.benchmarks.growth;

import java.util.List;

import dev.ares.benchmarks.shop.Run;

/**
 * What a shop with so many past orders came to.
 *
 * @param bytes of all its databases before the first run
 * @param runs at least one
 */
record Grown(long orders, long bytes, List<Run> runs) {

    private static final double BYTES_OF_A_GIB = 1 << 30;

    Grown {
        runs = List.copyOf(runs);
    }

    /** The medians. */
    Run median() {
        return Run.median(runs);
    }

    double gib() {
        return bytes / BYTES_OF_A_GIB;
    }

    /** How many times as long this one takes for an order as the other. */
    double slowerThan(Grown other) {
        return other.median().perSecond() / median().perSecond();
    }

    /** How many times as much of processor this one's shop takes for an order as the other's. */
    double costTo(Grown other) {
        return median().shopProcessor() / other.median().shopProcessor();
    }

    boolean right() {
        return runs.stream().allMatch(run -> run.violations() == 0);
    }
}
