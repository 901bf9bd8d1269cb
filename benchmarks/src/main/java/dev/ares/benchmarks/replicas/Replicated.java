package dev.ares.benchmarks.replicas;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ares.benchmarks.shop.Run;

/**
 * What a shop with so many replicas of each service came to.
 *
 * @param before orders of the shop before, divided by its replicas
 * @param idle milliseconds of processor in a second in which nothing is asked of the shop
 * @param mebibytes of all its processes, after the runs
 * @param runs at least one
 */
record Replicated(int replicas, long before, double idle, double mebibytes, List<Run> runs) {

    Replicated {
        runs = List.copyOf(runs);
    }

    /** The medians. */
    Run median() {
        return Run.median(runs);
    }

    /** Milliseconds of processor an order. */
    double cost() {
        return median().shopProcessor();
    }

    /** What of that the shop takes in the same time without an order, an estimate: who works looks for work less often. */
    double costOfIdling() {
        return idle / median().perSecond();
    }

    /** What is left without it. */
    double costOfWork() {
        return cost() - costOfIdling();
    }

    /** Milliseconds of processor an order by service, all its replicas together, and by server. */
    Map<String, Double> processor() {
        var services = new TreeMap<String, Double>();
        median().processor().forEach((part, used) -> {
            if (!Run.OUTSIDE.contains(part)) {
                services.merge(part.replaceFirst("-\\d+$", ""), used, Double::sum);
            }
        });
        return services;
    }

    boolean right() {
        return runs.stream().allMatch(run -> run.violations() == 0);
    }
}
