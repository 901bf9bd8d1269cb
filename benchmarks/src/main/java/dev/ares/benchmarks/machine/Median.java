package dev.ares.benchmarks.machine;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figure in the middle; of an even number, the mean of the two there. */
public final class Median {

    private Median() {}

    /**
     * The median of a figure that each run has.
     *
     * @param runs at least one
     */
    public static <R> double of(List<R> runs, ToDoubleFunction<R> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
