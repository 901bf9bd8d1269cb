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
 * @param late of these, how many had not come when the run was given up, and are still there to be sent; the rate is of what
 *     came
 * @param lost of these, how many did not come and are not there any more
 * @param repeated how many came more than once, the ones of earlier runs included
 * @param left rows that the contender still held as not done with, of a run in which all came
 */
record Result(
        double perSecond, double p50, double p99, long committed, long late, long lost, long repeated, long left) {

    /** @param missing of those committed, how many did not come */
    static Result of(
            double perSecond, double p50, double p99, long committed, long missing, long repeated, long unsent) {
        long late = Math.min(missing, unsent);
        return new Result(perSecond, p50, p99, committed, late, missing - late, repeated, missing == 0 ? unsent : 0);
    }

    /**
     * Each message came or is still to come, none came twice, and none is left that somebody would send again: what all of
     * these promise while nothing fails. To be slow is not to be wrong.
     */
    boolean isRight() {
        return lost == 0 && repeated == 0 && left == 0;
    }

    /** The median of each figure by itself, and all that went wrong in any of the runs. */
    static Result median(List<Result> runs) {
        return new Result(
                Median.of(runs, Result::perSecond),
                Median.of(runs, Result::p50),
                Median.of(runs, Result::p99),
                runs.stream().mapToLong(Result::committed).sum(),
                runs.stream().mapToLong(Result::late).sum(),
                runs.stream().mapToLong(Result::lost).sum(),
                runs.stream().mapToLong(Result::repeated).sum(),
                runs.stream().mapToLong(Result::left).sum());
    }
}
