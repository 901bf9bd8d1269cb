package dev.ares.local.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What fault switches did, as each process tells it itself: {@code ares_faults_injected_total}. Immutable and safe for use by
 * several threads.
 */
public final class FaultCounters {

    private static final String METRIC = "ares_faults_injected_total{";

    private final HttpClient http;
    private final Duration patience;

    /** @param patience how long a process may take to answer */
    public FaultCounters(Duration patience) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        this.patience = patience;
    }

    /**
     * How many calls were spoiled since the process started; empty when it does not answer in time.
     *
     * @param process where it answers HTTP
     */
    public OptionalDouble spoiled(URI process, String hop, String kind) {
        var request = HttpRequest.newBuilder(process.resolve("/metrics"))
                .timeout(patience)
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? OptionalDouble.of(sum(answer.body(), label("hop", hop), label("kind", kind)))
                    : OptionalDouble.empty();
        } catch (IOException notThere) {
            return OptionalDouble.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    /** A counter is there from the first time that it counts. */
    private static double sum(String metrics, String hop, String kind) {
        return metrics.lines()
                .filter(line -> line.startsWith(METRIC) && line.contains(hop) && line.contains(kind))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String label(String name, String value) {
        return name + "=\"" + value + "\"";
    }
}
