package dev.ares.benchmarks.reservation;

import java.util.List;

import dev.ares.benchmarks.machine.Median;

/**
 * What a trial came to.
 *
 * @param perSecond reservations
 * @param p50 milliseconds from the order to the answer
 * @param p99 the same
 * @param commits for each reservation
 * @param walSyncs for each reservation
 * @param reserved all of them
 * @param faults what was wrong with it or with the stock after it, for people
 */
record Trial(
        double perSecond, double p50, double p99, double commits, double walSyncs, long reserved, List<String> faults) {

    boolean isRight() {
        return faults.isEmpty();
    }

    /** The median of each figure by itself, and all that went wrong in any of them. */
    static Trial median(List<Trial> trials) {
        return new Trial(
                Median.of(trials, Trial::perSecond),
                Median.of(trials, Trial::p50),
                Median.of(trials, Trial::p99),
                Median.of(trials, Trial::commits),
                Median.of(trials, Trial::walSyncs),
                trials.stream().mapToLong(Trial::reserved).sum(),
                trials.stream().flatMap(trial -> trial.faults().stream()).toList());
    }
}
