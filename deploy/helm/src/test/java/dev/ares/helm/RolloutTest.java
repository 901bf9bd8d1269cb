package dev.ares.helm;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** Services of which no Deployment takes calls both before and after. */
    private static Set<String> leftAlone(Manifests before, Manifests after) {
        return CALLED.stream()
                .filter(service -> Stream.of("", "-canary")
                        .map(suffix -> "ares-" + service + suffix)
                        .noneMatch(name -> takesCalls(before, name) && takesCalls(after, name)))
                .collect(Collectors.toSet());
    }

    private static boolean takesCalls(Manifests step, String deployment) {
        return step.of("Deployment")
                .filter(candidate -> candidate.name().equals(deployment))
                .map(candidate -> candidate.plainVariables("SPRING_CLOUD_NACOS_DISCOVERY_"))
                .anyMatch(variables -> Double.parseDouble(variables.getOrDefault("WEIGHT", "0")) > 0);
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
