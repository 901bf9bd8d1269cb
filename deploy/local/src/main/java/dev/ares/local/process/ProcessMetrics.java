package dev.ares.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** What a process tells of itself in its metrics. Immutable and safe for use by several threads. */
public final class ProcessMetrics {

    private final HttpClient http;
    private final Duration patience;

    /** @param patience how long a process may take to answer */
    public ProcessMetrics(Duration patience) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        this.patience = patience;
    }

    /**
     * How many calls of a hop its fault switches spoiled since it started; empty when it does not answer in time.
     *
     * @param process where it answers HTTP
     */
    public OptionalDouble spoiledCalls(URI process, String hop, String kind) {
        return sum(process, "ares_faults_injected_total", label("hop", hop), label("kind", kind));
    }

    /**
     * How many messages it applied since it started; empty when it does not answer in time.
     *
     * @param process where it answers HTTP
     */
    public OptionalDouble appliedMessages(URI process) {
        return sum(process, "ares_messages_received_total", label("outcome", "applied"));
    }

    private OptionalDouble sum(URI process, String metric, String... labels) {
        var request = HttpRequest.newBuilder(process.resolve("/metrics"))
                .timeout(patience)
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? OptionalDouble.of(sum(answer.body(), metric + "{", List.of(labels)))
                    : OptionalDouble.empty();
        } catch (IOException notThere) {
            return OptionalDouble.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    /** A counter is there from the first time that it counts. */
    private static double sum(String metrics, String metric, List<String> labels) {
        return metrics.lines()
                .filter(line -> line.startsWith(metric) && labels.stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String label(String name, String value) {
        return name + "=\"" + value + "\"";
    }
}
