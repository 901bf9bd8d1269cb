package dev.ares.benchmarks.balancing;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

import dev.ares.benchmarks.overload.Shop;

/**
 * Customers who come whatever happens (open loop, by chance, the same chance in each run), to a fleet.
 *
 * @param perSecond how many
 * @param settling at first, which does not count
 * @param counted after that
 */
record Sharing(double perSecond, Duration settling, Duration counted) {

    private static final int USERS = 1000;

    /** What was answered by the end; what was not counts as if it had been answered then, so that a queue shows. */
    Figures through(Fleet fleet) {
        var dice = new Random(5);
        var figures = new Gathering();
        long from = System.nanoTime() + settling.toNanos();
        long end = from + counted.toNanos();
        for (long due = System.nanoTime(); due < end; due += gap(dice)) {
            Shop.Pauses.until(due);
            long arrived = System.nanoTime();
            String key = "u-" + dice.nextInt(USERS);
            if (arrived < from) {
                fleet.ask(key, slow -> {});
            } else {
                figures.asked(arrived);
                fleet.ask(key, slow -> figures.answered(slow, arrived));
            }
        }
        return figures.at(System.nanoTime());
    }

    private long gap(Random dice) {
        return (long) (-Math.log(1 - dice.nextDouble()) * TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /**
     * What customers met.
     *
     * @param median of the time from the arrival to the answer
     * @param p99 of the same
     * @param slowShare the part of the answers that came from the slow instance
     */
    record Figures(Duration median, Duration p99, double slowShare) {}

    /** Thread-safe. */
    private static final class Gathering {

        private final Histogram latencies = new Histogram(3);
        private final Set<Long> waiting = new HashSet<>();
        private long answers;
        private long slowAnswers;

        synchronized void asked(long arrived) {
            waiting.add(arrived);
        }

        synchronized void answered(boolean slow, long arrived) {
            if (waiting.remove(arrived)) {
                latencies.recordValue(System.nanoTime() - arrived);
                answers++;
                slowAnswers += slow ? 1 : 0;
            }
        }

        synchronized Figures at(long now) {
            waiting.forEach(arrived -> latencies.recordValue(now - arrived));
            waiting.clear();
            return new Figures(
                    Duration.ofNanos(latencies.getValueAtPercentile(50)),
                    Duration.ofNanos(latencies.getValueAtPercentile(99)),
                    answers == 0 ? 0 : (double) slowAnswers / answers);
        }
    }
}
