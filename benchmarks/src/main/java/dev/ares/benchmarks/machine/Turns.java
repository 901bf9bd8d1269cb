package dev.ares.benchmarks.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is compared has its runs in turns: in each round everybody has one, and who is first changes with the round. */
public final class Turns {

    private Turns() {}

    /** A run of one contender. */
    @FunctionalInterface
    public interface Run<C, R> {
        R of(C contender, int round) throws Exception;
    }

    /** The runs of each, in the order in which the contenders were given. The first round is 1. */
    public static <C, R> Map<C, List<R>> take(int rounds, List<C> contenders, Run<C, R> run) throws Exception {
        Map<C, List<R>> runs = new LinkedHashMap<>();
        contenders.forEach(contender -> runs.put(contender, new ArrayList<>()));
        List<C> order = new ArrayList<>(contenders);
        for (int round = 1; round <= rounds; round++) {
            for (C contender : order) {
                runs.computeIfAbsent(contender, known -> new ArrayList<>()).add(run.of(contender, round));
            }
            Collections.rotate(order, 1);
        }
        return runs;
    }
}
