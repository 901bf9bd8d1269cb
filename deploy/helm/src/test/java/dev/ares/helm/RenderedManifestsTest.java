package dev.ares.helm;

import java.util.List;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RenderedManifestsTest {

    static final List<Policy> POLICIES = Stream.of(PodPolicies.ALL, WiringPolicies.ALL, NetworkPolicies.ALL)
            .flatMap(List::stream)
            .toList();

    @Test
    void theChartPassesHelmsOwnLint() {
        var result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theApiTakesEveryObject(Chart chart) {
        var manifests = chart.render();

        assertThat(manifests.all()).hasSizeGreaterThan(20);
        assertThat(manifests.all().stream()
                        .filter(manifest -> !manifest.kind().equals("ScaledObject"))
                        .flatMap(manifest -> ApiSchema.violations(manifest).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyPolicyHolds(Chart chart) {
        var manifests = chart.render();

        assertThat(POLICIES.stream().flatMap(policy -> policy.violations()
                        .apply(manifests)
                        .map(violation -> policy.name() + ": " + violation)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyServiceIsThere(Chart chart) {
        assertThat(chart.render().of("Deployment").map(Manifest::name))
                .contains(
                        "ares-gateway",
                        "ares-order-service",
                        "ares-inventory-service",
                        "ares-payment-service",
                        "ares-user-service");
    }
}
