package dev.ares.benchmarks.shop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ares.benchmarks.machine.Median;

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
 * @param violations of invariants after it; 0 as long as nobody has looked
 */
public record Run(
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
    public static final List<String> OUTSIDE = List.of("load", "payment-provider-simulator");

    /** Milliseconds for each confirmed order in all parts of the shop. */
    public double shopProcessor() {
        return processor.entrySet().stream()
                .filter(part -> !OUTSIDE.contains(part.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    Run checked(long found) {
        return new Run(confirmed, perSecond, p50, p99, processor, commits, walSyncs, others, found);
    }

    /**
     * Each figure by itself; counts are sums.
     *
     * @param runs at least one
     */
    public static Run median(List<Run> runs) {
        var processor = new TreeMap<String, Double>();
        runs.get(0)
                .processor()
                .keySet()
                .forEach(part -> processor.put(
                        part, Median.of(runs, run -> run.processor().getOrDefault(part, 0.0))));
        var others = new TreeMap<String, Long>();
        runs.forEach(run -> run.others().forEach((what, number) -> others.merge(what, number, Long::sum)));
        return new Run(
                runs.stream().mapToLong(Run::confirmed).sum(),
                Median.of(runs, Run::perSecond),
                Median.of(runs, Run::p50),
                Median.of(runs, Run::p99),
                processor,
                Median.of(runs, Run::commits),
                Median.of(runs, Run::walSyncs),
                others,
                runs.stream().mapToLong(Run::violations).sum());
    }
}
