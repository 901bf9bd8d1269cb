package dev.ares.acceptance;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A real Prometheus that scrapes the running shop every second, with our alerts loaded. */
final class PrometheusServer implements AutoCloseable {

    private static final String MISSING =
            ": cannot be started (expected: on the path; on Debian: apt-get install --no-install-recommends prometheus)";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    /** @param targets address by application */
    PrometheusServer(Path folder, Map<String, String> targets) throws IOException {
        port = freePort();
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(configuration, configuration(targets));
        process = start(
                folder.resolve("prometheus.log"),
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        Awaitility.await("Prometheus to be ready")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/-/ready").statusCode() == 200);
    }

    /** Runs promtool to its end; what it printed, when it did not like what it was given. */
    static void promtool(Path folder, String... arguments) throws IOException, InterruptedException {
        run(folder, Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** Runs a tool to its end; what it printed, when it did not like what it was given. */
    static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, command[0], ".txt");
        if (start(output, command).waitFor() != 0) {
            throw new AssertionError(Files.readString(output));
        }
    }

    /** The values that the query has now, whatever their labels; fails when Prometheus does not understand it. */
    List<Double> values(String query) {
        HttpResponse<String> answer = get("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
        JsonNode json = Monitoring.JSON.readTree(answer.body());
        if (!json.path("status").asString().equals("success")) {
            throw new AssertionError(query + "\n" + answer.body());
        }
        return json.path("data")
                .path("result")
                .valueStream()
                .map(series ->
                        Double.valueOf(series.path("value").path(1).asString().replace("Inf", "Infinity")))
                .toList();
    }

    /** The expressions of all alerts that it has loaded, by name. */
    Map<String, String> alerts() {
        return Monitoring.JSON
                .readTree(get("/api/v1/rules").body())
                .path("data")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .collect(Collectors.toMap(rule -> rule.path("name").asString(), rule -> rule.path("query")
                        .asString()));
    }

    private static String configuration(Map<String, String> targets) {
        String scraped = targets.entrySet().stream()
                .map(target -> "      - targets: [ \"%s\" ]\n        labels: { application: %s }\n"
                        .formatted(target.getValue(), target.getKey()))
                .collect(Collectors.joining());
        return """
                global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
                rule_files: [ "%s" ]
                scrape_configs:
                  - job_name: ares
                    metrics_path: /metrics
                    honor_labels: true
                    static_configs:
                %s""".formatted(Monitoring.ALERTS, scraped);
    }

    private HttpResponse<String> get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError("Prometheus does not answer: " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private static Process start(Path output, String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException missing) {
            throw new AssertionError(command[0] + MISSING, missing);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
