package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The local Nacos, in a namespace that only this run knows.
 *
 * @param address host and port
 */
record Nacos(String address, String namespace) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Nobody sends heartbeats for the stand-ins; they stay in the registry for as long as any run takes. */
    private static final String NO_HEARTBEATS =
            "\"preserved.heart.beat.timeout\":\"86400000\",\"preserved.ip.delete.timeout\":\"86400000\"";

    /** Puts an instance on 127.0.0.1 into the registry. */
    void register(String service, int port, String version) throws IOException {
        post(
                "ns/instance",
                Map.of(
                        "namespaceId",
                        namespace,
                        "serviceName",
                        service,
                        "ip",
                        "127.0.0.1",
                        "port",
                        Integer.toString(port),
                        "metadata",
                        "{\"version\":\"" + version + "\"," + NO_HEARTBEATS + "}"));
    }

    /** Publishes a document of the gateway's live settings, which is in force within two seconds. */
    void publish(String name, String document) throws IOException {
        post(
                "cs/configs",
                Map.of("tenant", namespace, "group", "gateway", "dataId", name, "type", "yaml", "content", document));
    }

    private void post(String what, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create("http://" + address + "/nacos/v1/" + what))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("Nacos, " + what + ": " + status + " (expected: 200)");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
