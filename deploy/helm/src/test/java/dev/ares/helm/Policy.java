package dev.ares.helm;

import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule that every rendering keeps.
 *
 * @param violations one sentence for each place that breaks it
 */
record Policy(String name, Function<Manifests, Stream<String>> violations) {

    /** A rule about each pod template by itself. */
    static Policy ofWorkloads(String name, Function<Manifest, Stream<String>> violations) {
        return new Policy(name, manifests -> manifests
                .workloads()
                .flatMap(workload -> violations.apply(workload).map(what -> workload + ": " + what)));
    }

    static Stream<String> unless(boolean kept, String violation) {
        return kept ? Stream.empty() : Stream.of(violation);
    }

    @Override
    public String toString() {
        return name;
    }
}
