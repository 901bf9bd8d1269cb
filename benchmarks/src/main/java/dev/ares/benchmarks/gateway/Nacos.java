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

    /** Puts an instance on 127.0.0.1 into the registry, which forgets it after 15 s without {@link #beat}. */
    void register(String service, int port, String version) throws IOException {
        ask(
                "POST",
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
                        "{\"version\":\"" + version + "\"}"));
    }

    /** Tells that the instance is still there. */
    void beat(String service, int port) throws IOException {
        ask(
                "PUT",
                "ns/instance/beat",
                Map.of(
                        "namespaceId",
                        namespace,
                        "serviceName",
                        service,
                        "ip",
                        "127.0.0.1",
                        "port",
                        Integer.toString(port)));
    }

    /** Publishes a document of the gateway's live settings, which is in force within two seconds. */
    void publish(String name, String document) throws IOException {
        ask(
                "POST",
                "cs/configs",
                Map.of("tenant", namespace, "group", "gateway", "dataId", name, "type", "yaml", "content", document));
    }

    /** Ends a document, within two seconds too. Harmless where there is none. */
    void withdraw(String name) throws IOException {
        ask("DELETE", "cs/configs", Map.of("tenant", namespace, "group", "gateway", "dataId", name));
    }

    private void ask(String method, String what, Map<String, String> parameters) throws IOException {
        String form = parameters.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        // Only of a POST does Nacos read parameters in the body.
        boolean isPost = method.equals("POST");
        var request = HttpRequest.newBuilder(
                        URI.create("http://" + address + "/nacos/v1/" + what + (isPost ? "" : "?" + form)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(10))
                .method(method, isPost ? BodyPublishers.ofString(form) : BodyPublishers.noBody())
                .build();
        try {
            int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("Nacos, " + method + " " + what + ": " + status + " (expected: 200)");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
