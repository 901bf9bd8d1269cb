package dev.ares.traffic.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The limiter's state machine, without clock and threads.
 *
 * <pre>
 * Calm --- p99 over target for the patience ---> Shedding --- nobody met the limit for the recovery ---> Calm
 * </pre>
 *
 * On the way into Shedding the limit is what Little's law allows the measured throughput at the latency that is aimed at:
 * {@code limit = throughput x aim}, with {@code aim = 0.8 x target}. From there it follows the gradient
 *
 * <pre>limit' = limit x aim / p99, by a half down and a tenth up at most</pre>
 *
 * as Netflix's concurrency-limits do ({@code limit x RTT without load / RTT}), with the aim in place of the latency without
 * load, which a shop under way cannot measure. A limit is judged only by requests that it admitted itself: those that were
 * in flight before it tell of the overload, not of the limit (as TCP halves its window once per round trip). It grows only
 * where somebody met it.
 */
sealed interface Phase {

    /** Of the target: what the percentile is brought to, so that its noise stays below the target. */
    double AIM = 0.8;

    double MOST_DOWN = 0.5;
    double MOST_UP = 1.1;

    /** Nanoseconds that a limit stands before it is judged. */
    long SHORTEST = TimeUnit.MILLISECONDS.toNanos(250);

    /** The phase after an observation: this one itself, when nothing has changed. */
    Phase next(Observation seen, OverloadSettings settings);

    /** How many may be in flight. */
    int limit(OverloadSettings settings);

    static Phase begin() {
        return new Calm(false, 0);
    }

    private static boolean isOver(Latencies latencies, OverloadSettings settings) {
        return latencies.count() >= settings.samples()
                && latencies.p99Nanos() > settings.target().toNanos();
    }

    /**
     * Only the ceiling limits.
     *
     * @param over whether the percentile is over its target, {@code since} that moment
     */
    record Calm(boolean over, long since) implements Phase {

        @Override
        public Phase next(Observation seen, OverloadSettings settings) {
            if (!isOver(seen.latencies(), settings)) {
                return over && !standsStill(seen, settings) ? new Calm(false, 0) : this;
            }
            if (!over) {
                return new Calm(true, seen.now());
            }
            return seen.now() - since >= settings.patience().toNanos()
                    ? new Shedding(firstLimit(seen, settings), seen.now(), seen.now(), true)
                    : this;
        }

        /** Nearly nothing is answered any more: no sign of health. */
        private static boolean standsStill(Observation seen, OverloadSettings settings) {
            return seen.latencies().count() < settings.samples() && seen.inFlight() >= settings.samples();
        }

        private static int firstLimit(Observation seen, OverloadSettings settings) {
            double perSecond = seen.latencies().count() / seconds(LatencyWindow.LENGTH);
            double little = perSecond * AIM * seconds(settings.target());
            // From now on those who wait are in flight like all others.
            return clamp(Math.min(little, seen.inFlight() + seen.waiting()), settings);
        }

        @Override
        public int limit(OverloadSettings settings) {
            return settings.ceiling();
        }
    }

    /**
     * The limit follows the percentile.
     *
     * @param current the limit
     * @param changed when it was set
     * @param met when somebody met a limit last
     * @param used whether somebody met this one
     */
    record Shedding(int current, long changed, long met, boolean used) implements Phase {

        @Override
        public Phase next(Observation seen, OverloadSettings settings) {
            long metNow = seen.reached() ? seen.now() : met;
            boolean usedNow = used || seen.reached();
            if (seen.now() - metNow >= settings.recovery().toNanos() && !isOver(seen.latencies(), settings)) {
                return new Calm(false, 0);
            }
            return isJudged(seen, settings)
                    ? new Shedding(judged(seen, usedNow, settings), seen.now(), metNow, false)
                    : new Shedding(current, changed, metNow, usedNow);
        }

        private boolean isJudged(Observation seen, OverloadSettings settings) {
            long age = seen.now() - changed;
            long answers = seen.latencies().count();
            return age >= SHORTEST
                    && (answers >= settings.samples() || (answers > 0 && age >= LatencyWindow.LENGTH.toNanos()));
        }

        private int judged(Observation seen, boolean usedNow, OverloadSettings settings) {
            double aim = AIM * settings.target().toNanos();
            double gradient = aim / Math.max(1, seen.latencies().p99Nanos());
            double change = Math.max(MOST_DOWN, Math.min(MOST_UP, gradient));
            if (change <= 1) {
                return clamp(current * change, settings);
            }
            return clamp(usedNow ? Math.max(current + 1, current * change) : current, settings);
        }

        @Override
        public int limit(OverloadSettings settings) {
            return clamp(current, settings);
        }
    }

    private static int clamp(double limit, OverloadSettings settings) {
        return (int) Math.max(settings.floor(), Math.min(settings.ceiling(), Math.floor(limit)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
