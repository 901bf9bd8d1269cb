package dev.ares.benchmarks.relay;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ares.benchmarks.machine.Turns;

/**
 * What is measured, in turns: in each round every contender does one run, and who is first changes with the round.
 *
 * @param rounds runs of each
 * @param waiting rows that wait when the relay starts, for each of the drains
 * @param live how long writers write in a live run
 * @param paced messages of a latency run
 */
record RelayPlan(int rounds, List<Integer> waiting, Duration live, int paced) {

    static final int WRITERS = 16;
    static final int PER_SECOND = 100;

    private static final int WARM_UP_ROWS = 20_000;

    static final String LIVE = WRITERS + " writers, live";
    static final String ALONE = "the same writers, nothing sent";
    static final String PACED = PER_SECOND + " a second";

    /** What a run is called that begins with rows waiting. */
    static String drained(int rows) {
        return String.format(Locale.ROOT, "%,d waiting", rows);
    }

    /** A trial of one contender. */
    @FunctionalInterface
    interface Trial {
        Result run(Contender contender) throws Exception;
    }

    /** Each contender does a bit of everything, uncounted. */
    void warmUp(List<Contender> contenders, Trials trials) throws Exception {
        for (Contender contender : contenders) {
            say("warming up " + contender.name());
            int rows = Math.min(WARM_UP_ROWS, 10 * Collections.max(waiting));
            trials.live(contender, WRITERS, live);
            trials.drain(contender, rows);
            trials.paced(contender, PER_SECOND, Math.min(500, paced));
        }
    }

    /** The medians of each contender, by name. */
    Map<String, Result> inTurns(String what, List<Contender> contenders, Trial trial) throws Exception {
        Map<Contender, List<Result>> runs = Turns.take(rounds, contenders, (contender, round) -> {
            say(what + ", round " + round + ", " + contender.name());
            return trial.run(contender);
        });
        Map<String, Result> medians = new LinkedHashMap<>();
        runs.forEach((contender, results) -> medians.put(contender.name(), Result.median(results)));
        return medians;
    }

    private static void say(String progress) {
        System.err.println("... " + progress);
    }
}
