package dev.ares.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of deploy/observability, read as Grafana and Prometheus would. */
final class Monitoring {

    static final JsonMapper JSON = JsonMapper.shared();
    static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    static final Path ALERTS = CHECKOUT.resolve("deploy/observability/prometheus/alerts.yml");

    private static final Path DASHBOARDS = CHECKOUT.resolve("deploy/observability/grafana/dashboards");

    record Panel(String title, List<String> queries) {}

    record Dashboard(String uid, String title, List<Panel> panels) {}

    private Monitoring() {}

    static List<Dashboard> dashboards() {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.sorted().map(Monitoring::read).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Dashboard read(Path file) {
        JsonNode json = JSON.readTree(file);
        List<Panel> panels =
                json.path("panels").valueStream().map(Monitoring::panel).toList();
        return new Dashboard(json.path("uid").asString(), json.path("title").asString(), panels);
    }

    private static Panel panel(JsonNode json) {
        List<String> queries = json.path("targets")
                .valueStream()
                .map(target -> target.path("expr").asString())
                .toList();
        return new Panel(json.path("title").asString(), queries);
    }
}
