package dev.ares.benchmarks.gateway;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a line came to in a run; several runs as medians, each figure by itself.
 *
 * @param processor microseconds of the program and its children, user and system, for each request answered with 200
 * @param redis the same of Redis
 * @param perSecond requests answered with 200, in the closed loop
 * @param busy latencies in the closed loop
 * @param calm latencies at the fixed rate
 * @param asked requests, in both
 * @param others answers other than 200 by what they said, in both
 */
record Figures(
        double processor,
        double redis,
        double perSecond,
        Latency busy,
        Latency calm,
        long asked,
        Map<String, Long> others) {

    /** Refused requests cost less than passed ones: with more than one in a thousand the figures say nothing. */
    private static final double MOST_OTHERS = 0.001;

    /**
     * In milliseconds.
     *
     * @param p50 half of the answers came within it
     */
    record Latency(double p50, double p99) {

        static Latency of(Load.Answers answers) {
            return new Latency(
                    answers.latencies().getValueAtPercentile(50) / 1e3,
                    answers.latencies().getValueAtPercentile(99) / 1e3);
        }
    }

    /** @param processor, redis microseconds, while the closed loop ran */
    static Figures of(double processor, double redis, Load.Answers closed, Load.Answers atRate) {
        double good = Math.max(1, closed.good());
        var others = new TreeMap<>(closed.others());
        atRate.others().forEach((what, number) -> others.merge(what, number, Long::sum));
        return new Figures(
                processor / good,
                redis / good,
                closed.perSecond(),
                Latency.of(closed),
                Latency.of(atRate),
                closed.asked() + atRate.asked(),
                others);
    }

    static Figures median(List<Figures> runs) {
        var others = new TreeMap<String, Long>();
        runs.forEach(run -> run.others().forEach((what, number) -> others.merge(what, number, Long::sum)));
        return new Figures(
                median(runs, Figures::processor),
                median(runs, Figures::redis),
                median(runs, Figures::perSecond),
                new Latency(median(runs, run -> run.busy().p50()), median(runs, run -> run.busy()
                        .p99())),
                new Latency(median(runs, run -> run.calm().p50()), median(runs, run -> run.calm()
                        .p99())),
                runs.stream().mapToLong(Figures::asked).sum(),
                others);
    }

    /** Whether nearly all were answered as they should be. */
    boolean areSound() {
        return others.values().stream().mapToLong(Long::longValue).sum() <= MOST_OTHERS * asked;
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        List<Double> sorted = runs.stream().map(figure::applyAsDouble).sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
