package dev.ares.local.chaos;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Counts the calls that a switch spoils from now on, by the counters of the processes that have it. What a process did between
 * the last {@link #look} and its death is not known and does not count.
 */
final class SpoiledCalls {

    private final List<URI> processes;
    private final Function<URI, OptionalDouble> counter;
    private final Map<URI, Double> last = new HashMap<>();
    private double grown;

    /** @param counter of a process, from its start on; empty when it does not answer */
    SpoiledCalls(List<URI> processes, Function<URI, OptionalDouble> counter) {
        this.processes = List.copyOf(processes);
        this.counter = counter;
        look();
    }

    /** Reads the counters once more. */
    void look() {
        for (URI process : processes) {
            counter.apply(process).ifPresent(now -> {
                Double before = last.put(process, now);
                if (before != null) {
                    // One that is smaller than before began anew, with its process.
                    grown += now < before ? now : now - before;
                }
            });
        }
    }

    long number() {
        return Math.round(grown);
    }
}
