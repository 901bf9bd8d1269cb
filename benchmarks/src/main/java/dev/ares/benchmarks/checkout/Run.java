package dev.ares.benchmarks.checkout;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a run came to; several of them as medians, each figure by itself.
 *
 * @param confirmed orders
 * @param perSecond of them, from the first request to the last terminal order
 * @param p50 milliseconds from an order to its confirmation at the customer
 * @param p99 the same
 * @param processor milliseconds for each confirmed order, by part, until nothing of them was under way
 * @param commits transactions in all databases for each confirmed order
 * @param walSyncs for each confirmed order
 * @param others answers that confirmed nothing, by what they said
 * @param violations of invariants after it
 */
record Run(
        long confirmed,
        double perSecond,
        double p50,
        double p99,
        Map<String, Double> processor,
        double commits,
        double walSyncs,
        Map<String, Long> others,
        long violations) {

    /** What does the ordering, and takes the money; no part of a shop. */
    static final List<String> OUTSIDE = List.of("load", "payment-provider-simulator");

    /** Milliseconds for each confirmed order in all parts of the shop. */
    double shopProcessor() {
        return processor.entrySet().stream()
                .filter(part -> !OUTSIDE.contains(part.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    static Run median(List<Run> runs) {
        var processor = new TreeMap<String, Double>();
        runs.get(0)
                .processor()
                .keySet()
                .forEach(part ->
                        processor.put(part, median(runs, run -> run.processor().getOrDefault(part, 0.0))));
        var others = new TreeMap<String, Long>();
        runs.forEach(run -> run.others().forEach((what, number) -> others.merge(what, number, Long::sum)));
        return new Run(
                runs.stream().mapToLong(Run::confirmed).sum(),
                median(runs, Run::perSecond),
                median(runs, Run::p50),
                median(runs, Run::p99),
                processor,
                median(runs, Run::commits),
                median(runs, Run::walSyncs),
                others,
                runs.stream().mapToLong(Run::violations).sum());
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        List<Double> sorted = runs.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
