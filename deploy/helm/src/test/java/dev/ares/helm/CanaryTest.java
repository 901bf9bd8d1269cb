package dev.ares.helm;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A second version beside the first, both behind one Service, told apart by what Nacos is told. */
class CanaryTest {

    private static final Manifests RENDERED = Chart.CANARY.render();

    @Test
    void runsBesideTheFirstVersion() {
        var stable = RENDERED.the("Deployment", "ares-order-service");
        var canary = RENDERED.the("Deployment", "ares-order-service-canary");

        assertThat(image(stable)).isEqualTo("ares/order-service:0.1.0");
        assertThat(image(canary)).isEqualTo("ares/order-service:0.2.0");
        assertThat(Json.text(canary.json(), "spec.replicas")).contains("1");
        assertThat(canary.podLabels().get("ares.dev/track").getAsString()).isEqualTo("canary");
    }

    @Test
    void tellsNacosItsVersionAndWeight() {
        assertThat(discovery(RENDERED.the("Deployment", "ares-order-service")))
                .containsEntry("METADATA_VERSION", "0.1.0")
                .containsEntry("METADATA_TRACK", "stable")
                .containsEntry("WEIGHT", "1");
        assertThat(discovery(RENDERED.the("Deployment", "ares-order-service-canary")))
                .containsEntry("METADATA_VERSION", "0.2.0")
                .containsEntry("METADATA_TRACK", "canary")
                .containsEntry("WEIGHT", "0.1");
    }

    @Test
    void sharesTheServiceAndTheDisruptionBudget() {
        var canary = RENDERED.the("Deployment", "ares-order-service-canary");
        var service = RENDERED.the("Service", "ares-order-service");
        var budget = RENDERED.the("PodDisruptionBudget", "ares-order-service");

        assertThat(canary.podsMatch(Json.object(service.json(), "spec.selector")))
                .isTrue();
        assertThat(canary.podsMatch(Json.object(budget.json(), "spec.selector.matchLabels")))
                .isTrue();
    }

    @Test
    void takesAllCallsWhenTheFirstVersionWeighsNothing() {
        var switched = Manifests.parse(Chart.template(Map.of(
                "services.gateway.weight",
                0,
                "services.gateway.canary.enabled",
                true,
                "services.gateway.canary.weight",
                1,
                "services.gateway.canary.image.tag",
                "0.2.0")));

        assertThat(discovery(switched.the("Deployment", "ares-gateway"))).containsEntry("WEIGHT", "0");
        assertThat(discovery(switched.the("Deployment", "ares-gateway-canary"))).containsEntry("WEIGHT", "1");
    }

    private static String image(Manifest workload) {
        return workload.containers()
                .map(container -> Json.text(container, "image").orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> discovery(Manifest workload) {
        return workload.plainVariables("SPRING_CLOUD_NACOS_DISCOVERY_");
    }
}
