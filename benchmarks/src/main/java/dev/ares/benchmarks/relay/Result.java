package dev.ares.benchmarks.relay;

import java.util.List;

import dev.ares.benchmarks.machine.Median;

/**
 * What a run came to.
 *
 * @param perSecond messages that reached the consumer, or that were committed where nothing is sent
 * @param p50 milliseconds from the commit to the consumer; 0 where there are none
 * @param p99 the same
 * @param committed messages that were to come
 * @param missing of these, how many did not come in time; a rate then is of what came
 * @param repeated how many came more than once, the ones of earlier runs included
 * @param unsent rows that the contender still held as not done with
 */
record Result(double perSecond, double p50, double p99, long committed, long missing, long repeated, long unsent) {

    /** Each message came, none is left, and none came twice: what all of these promise while nothing fails. */
    boolean isRight() {
        return missing == 0 && repeated == 0 && unsent == 0;
    }

    /** The median of each figure by itself, and all that went wrong in any of the runs. */
    static Result median(List<Result> runs) {
        return new Result(
                Median.of(runs, Result::perSecond),
                Median.of(runs, Result::p50),
                Median.of(runs, Result::p99),
                runs.stream().mapToLong(Result::committed).sum(),
                runs.stream().mapToLong(Result::missing).sum(),
                runs.stream().mapToLong(Result::repeated).sum(),
                runs.stream().mapToLong(Result::unsent).sum());
    }
}
