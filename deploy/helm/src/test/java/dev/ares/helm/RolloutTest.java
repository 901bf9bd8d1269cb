package dev.ares.helm;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps of deploy/gitops/rollouts, on top of the production values. */
class RolloutTest {

    private static final Set<String> CALLED =
            Set.of("gateway", "order-service", "inventory-service", "payment-service", "user-service");

    @ParameterizedTest
    @ValueSource(strings = {"canary", "blue-green"})
    void everyStepIsAWholeShop(String kind) {
        for (Manifests step : steps(kind)) {
            assertThat(RenderedManifestsTest.POLICIES.stream()
                            .flatMap(policy -> policy.violations().apply(step)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "blue-green"})
    void noStepLeavesAServiceWithoutInstances(String kind) {
        List<Manifests> steps = steps(kind);

        assertThat(steps).hasSizeGreaterThan(4);
        for (int i = 1; i < steps.size(); i++) {
            assertThat(leftAlone(steps.get(i - 1), steps.get(i)))
                    .as("step %s", i)
                    .isEmpty();
        }
    }

    @Test
    void aSwitchWithoutTheStepBetweenWouldLeaveThem() {
        List<Manifests> steps = steps("blue-green");

        assertThat(leftAlone(steps.get(1), steps.get(3))).contains("gateway", "order-service");
    }

    /** A Service knows no weights: without its selector, green's pods would take their share of the world's calls at once. */
    @Test
    void theWorldReachesTheGatewaysThatTheStepSays() {
        assertThat(steps("blue-green").stream().map(step -> behindTheService(step, "gateway")))
                .containsExactly(
                        Set.of("stable"),
                        Set.of("stable"),
                        Set.of("stable", "canary"),
                        Set.of("canary"),
                        Set.of("stable", "canary"),
                        Set.of("stable"));
    }

    /** They are found by Nacos; what little asks their Service finds any that are there. */
    @Test
    void theServicesOfTheOthersTakeInBothTracks() {
        List<Manifests> steps = steps("blue-green");

        assertThat(steps.subList(1, 5)).allSatisfy(step -> assertThat(behindTheService(step, "order-service"))
                .containsExactly("canary", "stable"));
    }

    /** Of a canary's weight of 0.1, as of any but 0. */
    @Test
    void betweenTheEndsAGatewaysShareIsThatOfItsPods() {
        var step = Manifests.parse(Chart.template(
                Map.of("services.gateway.canary.enabled", true, "services.gateway.canary.image.tag", "0.2.0")));

        assertThat(isHandedOutByNacos(step.the("Deployment", "ares-gateway-canary")))
                .isTrue();
        assertThat(behindTheService(step, "gateway")).containsExactly("canary", "stable");
    }

    /** Services of which no Deployment takes calls both before and after. */
    private static Set<String> leftAlone(Manifests before, Manifests after) {
        return CALLED.stream()
                .filter(service -> Stream.of("", "-canary")
                        .map(suffix -> "ares-" + service + suffix)
                        .noneMatch(name -> takesCalls(before, name) && takesCalls(after, name)))
                .collect(Collectors.toSet());
    }

    /** As those find it who call it: the gateway by its Service, all others by Nacos. */
    private static boolean takesCalls(Manifests step, String name) {
        return step.of("Deployment")
                .filter(candidate -> candidate.name().equals(name))
                .anyMatch(deployment -> name.startsWith("ares-gateway")
                        ? isBehindItsService(step, deployment)
                        : isHandedOutByNacos(deployment));
    }

    private static boolean isHandedOutByNacos(Manifest deployment) {
        var told = deployment.plainVariables("SPRING_CLOUD_NACOS_DISCOVERY_");
        return Double.parseDouble(told.getOrDefault("WEIGHT", "0")) > 0;
    }

    private static boolean isBehindItsService(Manifests step, Manifest deployment) {
        String service = deployment.name().replaceAll("-canary$", "");
        return deployment.podsMatch(Json.object(step.the("Service", service).json(), "spec.selector"));
    }

    private static Set<String> behindTheService(Manifests step, String service) {
        return step.of("Deployment")
                .filter(deployment -> deployment.name().matches("ares-" + service + "(-canary)?"))
                .filter(deployment -> isBehindItsService(step, deployment))
                .map(deployment -> deployment.podLabels().get("ares.dev/track").getAsString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Before the rollout, then each step. */
    private static List<Manifests> steps(String kind) {
        String[] files = Objects.requireNonNull(
                Chart.FOLDER.resolve("../../gitops/rollouts").toFile().list((folder, name) -> name.startsWith(kind)));
        Arrays.sort(files);
        return Stream.concat(
                        Stream.of("../../gitops/rollout.yaml"),
                        Arrays.stream(files).map(file -> "../../gitops/rollouts/" + file))
                .map(file -> Manifests.parse(Chart.template(Map.of(), "values-production.yaml", file)))
                .toList();
    }
}
