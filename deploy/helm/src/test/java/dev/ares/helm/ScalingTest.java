package dev.ares.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScalingTest {

    @Test
    void goesByCpuUnlessToldOtherwise() {
        var scaler = Chart.DEFAULT.render().the("HorizontalPodAutoscaler", "ares-order-service");

        assertThat(Json.text(scaler.json(), "spec.minReplicas")).contains("2");
        assertThat(Json.all(scaler.json(), "spec.metrics[].resource.name").map(JsonElement::getAsString))
                .containsExactly("cpu");
        assertThat(Chart.DEFAULT.render().of("ScaledObject")).isEmpty();
    }

    @Test
    void goesByLagWithoutKedaWhereAnAdapterServesIt() {
        var manifests = Chart.LAG_WITHOUT_KEDA.render();
        var metrics = Json.all(
                        manifests
                                .the("HorizontalPodAutoscaler", "ares-user-service")
                                .json(),
                        "spec.metrics[]")
                .toList();

        assertThat(metrics).hasSize(3);
        assertThat(Json.text(metrics.get(0), "resource.name")).contains("cpu");
        assertThat(metrics.subList(1, 3)).allSatisfy(metric -> {
            assertThat(Json.text(metric, "type")).contains("External");
            assertThat(Json.text(metric, "external.metric.name")).contains("ares_messages_lag");
            assertThat(Json.object(metric, "external.target"))
                    .hasToString("{\"type\":\"AverageValue\",\"averageValue\":\"500\"}");
        });
        assertThat(metrics.stream().flatMap(metric -> Json.all(metric, "external.metric.selector.matchLabels")))
                .map(JsonElement::toString)
                .containsExactly(
                        "{\"topic\":\"ares.user.commands\",\"reader\":\"user-service\"}",
                        "{\"topic\":\"ares.order.events\",\"reader\":\"user-service\"}");
        // It reads nothing.
        assertThat(Json.all(
                        manifests.the("HorizontalPodAutoscaler", "ares-gateway").json(), "spec.metrics[]"))
                .hasSize(1);
    }

    @Test
    void leavesTheLagOutWithoutKedaWhereItIsSwitchedOff() {
        var manifests = Manifests.parse(Chart.template(Map.of(
                "serviceDefaults.autoscaling.lag.externalMetric",
                "ares_messages_lag",
                "services.user-service.autoscaling.lag.enabled",
                false)));

        assertThat(Json.all(
                        manifests
                                .the("HorizontalPodAutoscaler", "ares-user-service")
                                .json(),
                        "spec.metrics[]"))
                .hasSize(1);
    }

    /** Series, labels and name: what the services export, what the page's rule makes of it, and what the chart asks for. */
    @Test
    void theAdaptersRuleOfThePageServesWhatIsAskedFor() throws IOException {
        String page = Files.readString(Path.of("../../docs/operations/kubernetes.md"));
        String exported = Files.readString(
                Path.of("../../common-lib/messaging/src/main/java/dev/ares/messaging/MessageMetrics.java"));

        assertThat(exported)
                .containsPattern("Gauge.builder\\(\"ares\\.messages\\.lag\"[^;]*"
                        + "\\.tag\\(\"topic\"[^;]*\\.tag\\(\"reader\", subscription\\.reader\\(\\)\\)");
        assertThat(page)
                .contains("seriesQuery: '{__name__=\"ares_messages_lag\",namespace!=\"\"}'")
                .contains("metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (reader, topic)")
                .contains("`serviceDefaults.autoscaling.lag.externalMetric: ares_messages_lag`");
    }

    /** There is no type of KEDA's in Java: this is its form as its documentation gives it, every field of ours named. */
    @Test
    void goesByCpuLagAndForecastWithKeda() {
        var manifests = Chart.PRODUCTION.render();
        var scaled = manifests.the("ScaledObject", "ares-order-service").json();

        assertThat(Json.text(scaled, "apiVersion")).contains("keda.sh/v1alpha1");
        assertThat(Json.object(scaled, "spec").keySet())
                .isEqualTo(Set.of(
                        "scaleTargetRef",
                        "minReplicaCount",
                        "maxReplicaCount",
                        "pollingInterval",
                        "cooldownPeriod",
                        "fallback",
                        "advanced",
                        "triggers"));
        assertThat(Json.text(scaled, "spec.minReplicaCount")).contains("3");
        assertThat(Json.text(scaled, "spec.maxReplicaCount")).contains("50");
        assertThat(Json.all(scaled, "spec.triggers[].type").map(JsonElement::getAsString))
                .containsExactly("cpu", "kafka", "prometheus");
        // KEDA takes strings only in metadata.
        assertThat(Json.all(scaled, "spec.triggers[].metadata")
                        .flatMap(metadata -> metadata.getAsJsonObject().asMap().values().stream()))
                .allMatch(value -> value.getAsJsonPrimitive().isString());
        assertThat(manifests.of("HorizontalPodAutoscaler")).isEmpty();
    }

    @Test
    void reachesTheBrokersAsTheServicesDo() {
        var scaled = Manifests.parse(Chart.template(
                Map.of("serviceDefaults.autoscaling.lag.authentication", "kafka"), "values-production.yaml"));
        var lag = Json.all(scaled.the("ScaledObject", "ares-payment-service").json(), "spec.triggers[]")
                .filter(trigger -> Json.text(trigger, "type").orElseThrow().equals("kafka"))
                .toList();

        assertThat(lag).singleElement().satisfies(trigger -> {
            assertThat(Json.text(trigger, "metadata.tls")).contains("enable");
            assertThat(Json.text(trigger, "authenticationRef.name")).contains("kafka");
        });
    }

    @Test
    void asksForTheForecastOfEachServicesOwnRequests() {
        assertThat(query("order-service"))
                .contains(
                        "predict_linear(sum(rate(http_server_requests_seconds_count{namespace=\"ares\",application=\"order-service\"")
                .contains("[10m:30s], 120)");
    }

    /** What promtool tests with figures, PrometheusIT in deploy/acceptance-test, is what the chart asks. */
    @Test
    void asksWhatTheRuleOfTheForecastAsks() throws IOException {
        assertThat(Files.readString(Path.of("src/test/prometheus/forecast.yml")))
                .contains("expr: '" + query("order-service") + "'");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() {
        var manifests = Manifests.parse(Chart.template(Map.of(
                "serviceDefaults.autoscaling.mode", "keda", "services.order-service.autoscaling.lag.enabled", false)));
        var scaled = manifests.the("ScaledObject", "ares-order-service").json();

        assertThat(Json.all(scaled, "spec.triggers[].type").map(JsonElement::getAsString))
                .isEqualTo(List.of("cpu", "prometheus"));
    }

    private static String query(String service) {
        var scaled = Chart.PRODUCTION.render().the("ScaledObject", "ares-" + service);
        return Json.all(scaled.json(), "spec.triggers[].metadata.query")
                .map(JsonElement::getAsString)
                .findFirst()
                .orElseThrow();
    }
}
