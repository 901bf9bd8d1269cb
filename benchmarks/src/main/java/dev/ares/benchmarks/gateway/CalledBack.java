package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.ares.benchmarks.machine.Pause;

/** How long a token is let through after its session has ended, while the gateway is under load. */
final class CalledBack {

    static final Duration PROMISED = Duration.ofSeconds(5);

    /** Of the load; the tokens are called back one after the other meanwhile. */
    private static final Duration TIME = Duration.ofSeconds(12);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int TOKENS = 5;
    private static final int REFUSED = 401;

    private CalledBack() {}

    /**
     * From telling the issuer to the first 401, for each of the tokens; what takes longer than half a minute counts as that.
     *
     * @param chain under load with all other tokens
     * @throws IOException when a token is not accepted to begin with
     */
    static List<Duration> measure(Line chain, Issuer issuer, int inFlight) throws IOException {
        chain.setting().put();
        CompletableFuture<Load.Answers> load =
                CompletableFuture.supplyAsync(() -> Load.closed(chain.port(), chain.requests(), inFlight, TIME));
        List<Duration> times = new ArrayList<>();
        try (var connection = new Connection(chain.port())) {
            for (int i = 0; i < TOKENS; i++) {
                times.add(measure(connection, issuer));
            }
        }
        load.join();
        return times;
    }

    private static Duration measure(Connection connection, Issuer issuer) throws IOException {
        String session = UUID.randomUUID().toString();
        byte[] request = Ares.request(issuer.token(session));
        // Twice, so that it is among those that are not verified again.
        for (int i = 0; i < 2; i++) {
            int status = connection.ask(request);
            if (status != 200) {
                throw new IOException("a token that nobody called back: " + status + " (expected: 200)");
            }
        }
        issuer.revoke(session);
        long begun = System.nanoTime();
        Duration taken = Duration.ZERO;
        while (connection.ask(request) != REFUSED && taken.compareTo(PATIENCE) < 0) {
            Pause.of(BETWEEN);
            taken = Duration.ofNanos(System.nanoTime() - begun);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
