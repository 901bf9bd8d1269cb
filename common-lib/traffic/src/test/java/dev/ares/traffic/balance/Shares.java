package dev.ares.traffic.balance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Candidates that tests begin with, and how often each was chosen. */
final class Shares {

    private Shares() {}

    /** With these weights, by the names {@code i-0}, {@code i-1}; nothing in flight. */
    static List<Candidate> weights(double... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new Candidate("i-" + i, weights[i], 0))
                .toList();
    }

    /** With so much in flight each, and the same weight. */
    static List<Candidate> inFlight(int... inFlight) {
        return IntStream.range(0, inFlight.length)
                .mapToObj(i -> new Candidate("i-" + i, 1, inFlight[i]))
                .toList();
    }

    /** How many of so many requests each got, by its name; none for those that got none. */
    static Map<String, Integer> of(Policy policy, List<Candidate> candidates, int requests) {
        return of(policy, candidates, requests, request -> "key-" + request);
    }

    static Map<String, Integer> of(Policy policy, List<Candidate> candidates, int requests, IntFunction<String> keys) {
        Map<String, Integer> shares = new TreeMap<>();
        for (int request = 0; request < requests; request++) {
            Candidate chosen = candidates.get(policy.choose(candidates, keys.apply(request)));
            shares.merge(chosen.id(), 1, Integer::sum);
        }
        return shares;
    }
}
