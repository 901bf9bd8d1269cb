package dev.ares.test.fuzz;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Bad requests sent to a gateway, and what came of them.
 *
 * <pre>{@code
 * FuzzRun run = FuzzRun.against(gateway, credentials, 1L, 3000);
 * assertThat(run.faults()).isEmpty();
 * assertThat(run.shareThatReachedAService()).isGreaterThanOrEqualTo(0.9);
 * }</pre>
 */
public record FuzzRun(long seed, List<Observation> observations) {

    private static final int AT_ONCE = 4;

    public FuzzRun {
        observations = List.copyOf(observations);
    }

    /** Sends all requests, a few at a time, and waits for the last answer; a request without one is an error. */
    public static FuzzRun against(URI gateway, Credentials credentials, long seed, int count) {
        return sent(gateway, seed, BadRequests.of(seed, count, credentials).toList());
    }

    /** The same with {@link BadRequests#oddPaths}, of which there are some hundreds. */
    public static FuzzRun ofOddPaths(URI gateway, Credentials credentials) {
        return sent(gateway, 0, BadRequests.oddPaths(credentials).toList());
    }

    /**
     * The same, in full and not by chance, with requests that speak the formats that services parse, nearly: signatures, cursors,
     * places in a stream, numbers at the ends of what there is. Some are right enough to be answered, and none changes anything.
     */
    public static FuzzRun ofNearlyRight(URI gateway, Credentials credentials) {
        return sent(gateway, 0, NearlyRight.all(credentials).toList());
    }

    private static FuzzRun sent(URI gateway, long seed, List<BadRequest> requests) {
        RawHttp http = new RawHttp(gateway);
        ForkJoinPool pool = new ForkJoinPool(AT_ONCE);
        try {
            return new FuzzRun(
                    seed,
                    pool.submit(() -> requests.parallelStream().map(http::send).toList())
                            .join());
        } finally {
            pool.shutdown();
        }
    }

    /** Answers that must not be: failures, internals shown, refusals in another form. */
    public List<Observation> faults() {
        return where(answer -> answer.isServerError() || answer.showsInternals() || !answer.isWellFormed());
    }

    /** Answers of services, as opposed to the gateway's own. */
    public List<Observation> answersOfServices() {
        return where(Observation::reachedAService);
    }

    /** Between 0 and 1. */
    public double shareThatReachedAService() {
        return (double) answersOfServices().size() / observations.size();
    }

    /** How often each status was answered. */
    public Map<Integer, Long> statuses() {
        return observations.stream().collect(Collectors.groupingBy(Observation::status, Collectors.counting()));
    }

    private List<Observation> where(Predicate<Observation> wanted) {
        return observations.stream().filter(wanted).toList();
    }
}
