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

    static final Path FORECAST_TEST = CHECKOUT.resolve("deploy/helm/src/test/prometheus/forecast_test.yml");
    static final Path ALERTMANAGER = CHECKOUT.resolve("deploy/observability/alertmanager/alertmanager.yml");
    static final Path DATA_SOURCES =
            CHECKOUT.resolve("deploy/observability/grafana/provisioning/datasources/ares.yaml");

    private static final Path DASHBOARDS = CHECKOUT.resolve("deploy/observability/grafana/dashboards");

    /**
     * @param dataSource its uid, and its kind: prometheus, tempo or loki
     * @param queries PromQL, TraceQL or LogQL
     */
    record Panel(String title, String dataSource, List<String> queries) {}

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
        String dataSource = json.path("datasource").path("uid").asString();
        String query = dataSource.equals("tempo") ? "query" : "expr";
        List<String> queries = json.path("targets")
                .valueStream()
                .map(target -> target.path(query).asString())
                .toList();
        return new Panel(json.path("title").asString(), dataSource, queries);
    }
}
