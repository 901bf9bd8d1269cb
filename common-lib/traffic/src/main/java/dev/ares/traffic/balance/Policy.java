package dev.ares.traffic.balance;

import java.util.List;

/** Chooses who answers a request. Safe for use by several threads. */
@FunctionalInterface
public interface Policy {

    /**
     * The place in the list of the one that answers. Costs as many steps as there are candidates, and never waits for
     * anything remote.
     *
     * @param candidates at least one; not always the same for every request
     * @param key what the request has in common with those that should go where it goes; only {@link ConsistentHash}
     *     looks at it
     */
    int choose(List<Candidate> candidates, String key);
}
