package dev.ares.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The Prometheus configuration for a cluster, applied to the pods that the chart makes. */
class ScrapingTest {

    private static final Path CONFIGURATION = Path.of("../observability/prometheus/kubernetes.yml");

    private static final Map<String, String> EXPECTED = Map.of(
            "gateway", "8080/metrics",
            "order-service", "8081/metrics",
            "inventory-service", "8082/metrics",
            "payment-service", "8083/metrics",
            "user-service", "8084/metrics");

    @ParameterizedTest
    @EnumSource(names = {"DEFAULT", "TRY_OUT", "PRODUCTION", "CANARY"})
    void eachServiceIsScrapedOncePerPodUnderItsNameAndNothingElseIs(Chart chart) throws IOException {
        JsonElement job = Json.one(configuration(), "scrape_configs[]").orElseThrow();

        Map<String, String> scraped = new TreeMap<>();
        targets(chart.render()).forEach(target -> relabelled(target, job).ifPresent(labels -> {
            String previous = scraped.put(
                    labels.get("pod"),
                    labels.get("application")
                            + " "
                            + labels.get("__meta_kubernetes_pod_container_port_number")
                            + labels.get("__metrics_path__"));
            assertThat(previous).as("another port of %s", labels.get("pod")).isNull();
        }));

        assertThat(Json.text(job, "job_name")).contains("ares");
        assertThat(scraped.values().stream().distinct())
                .containsExactlyInAnyOrderElementsOf(EXPECTED.entrySet().stream()
                        .map(expected -> expected.getKey() + " " + expected.getValue())
                        .toList());
    }

    /** Alerts do not tell shops apart: another one in the same Prometheus would hide that this one is gone. */
    @Test
    void onlyTheNamespaceOfTheReleaseIsLookedAt() throws IOException {
        assertThat(Json.all(configuration(), "scrape_configs[].kubernetes_sd_configs[].namespaces.names[]")
                        .map(JsonElement::getAsString))
                .containsExactly(Chart.NAMESPACE);
        assertThat(Json.all(configuration(), "scrape_configs[].kubernetes_sd_configs[]"))
                .hasSize(1);
    }

    @Test
    void alertsReachAnAlertmanager() throws IOException {
        assertThat(Json.all(configuration(), "alerting.alertmanagers[].static_configs[].targets[]")
                        .map(JsonElement::getAsString))
                .isNotEmpty()
                .allMatch(target -> target.matches("[\\w.-]+:\\d+"));
    }

    private static JsonElement configuration() throws IOException {
        return Manifests.parse(Files.readString(CONFIGURATION)).all().get(0).json();
    }

    /** A target for each port of each pod, as Prometheus discovers them. */
    private static Stream<Map<String, String>> targets(Manifests manifests) {
        return Stream.concat(manifests.of("Deployment"), manifests.of("StatefulSet"))
                .flatMap(workload -> {
                    JsonObject pod = Json.object(workload.json(), "spec.template.metadata");
                    Map<String, String> labels = new LinkedHashMap<>();
                    labels.put("__meta_kubernetes_pod_name", workload.name());
                    labels.put("__meta_kubernetes_namespace", Chart.NAMESPACE);
                    labels.put("__meta_kubernetes_pod_phase", "Running");
                    for (String kind : new String[] {"label", "annotation"}) {
                        Json.object(pod, kind + "s")
                                .entrySet()
                                .forEach(entry -> labels.put(
                                        "__meta_kubernetes_pod_" + kind + "_"
                                                + entry.getKey().replaceAll("[^a-zA-Z0-9_]", "_"),
                                        entry.getValue().getAsString()));
                    }
                    return workload.containers()
                            .flatMap(container -> Json.all(container, "ports[].containerPort"))
                            .map(port -> {
                                Map<String, String> target = new LinkedHashMap<>(labels);
                                target.put("__meta_kubernetes_pod_container_port_number", port.getAsString());
                                return target;
                            });
                });
    }

    /** As Prometheus does it, for the actions that the file uses; empty when the target is dropped. */
    private static Optional<Map<String, String>> relabelled(Map<String, String> target, JsonElement job) {
        for (JsonElement rule : Json.all(job, "relabel_configs[]").toList()) {
            String value = Json.all(rule, "source_labels[]")
                    .map(label -> target.getOrDefault(label.getAsString(), ""))
                    .collect(Collectors.joining(";"));
            String regex = Json.text(rule, "regex").orElse(".*");
            String label = Json.text(rule, "target_label").orElse("");
            boolean kept =
                    switch (Json.text(rule, "action").orElse("replace")) {
                        case "keep" -> value.matches(regex);
                        case "drop" -> !value.matches(regex);
                        case "keepequal" -> value.equals(target.get(label));
                        case "replace" -> {
                            target.put(label, value);
                            yield true;
                        }
                        default -> throw new AssertionError(rule + " (expected: an action that this test knows)");
                    };
            if (!kept) {
                return Optional.empty();
            }
        }
        return Optional.of(target);
    }
}
