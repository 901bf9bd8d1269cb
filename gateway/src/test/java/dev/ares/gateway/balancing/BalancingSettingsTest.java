package dev.ares.gateway.balancing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.ares.traffic.balance.ConsistentHash;
import dev.ares.traffic.balance.LeastInFlight;
import dev.ares.traffic.balance.SmoothRoundRobin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BalancingSettingsTest {

    @Test
    void hasDefaults() {
        BalancingSettings settings = bind(Map.of());

        assertThat(settings.others()).isEqualTo(new RouteBalancing(PolicyName.LEAST_IN_FLIGHT, HashBy.USER, 1.25));
        assertThat(settings.routes()).isEmpty();
        assertThat(settings.slowStart()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.ejection())
                .isEqualTo(new EjectionSettings(true, 3, Duration.ofSeconds(5), Duration.ofSeconds(1)));
    }

    @Test
    void namesAPolicyForARoute() {
        BalancingSettings settings = bind(Map.of(
                "others.policy", "round-robin",
                "routes.order-service.policy", "weighted",
                "routes.inventory-service.policy", "consistent-hash",
                "routes.inventory-service.hash-by", "path"));

        assertThat(settings.others().policy()).isEqualTo(PolicyName.ROUND_ROBIN);
        assertThat(settings.routes())
                .isEqualTo(Map.of(
                        "order-service", route(PolicyName.WEIGHTED, HashBy.USER),
                        "inventory-service", route(PolicyName.CONSISTENT_HASH, HashBy.PATH)));
    }

    @Test
    void aNameStandsForAPolicy() {
        assertThat(route(PolicyName.ROUND_ROBIN, HashBy.USER).start()).isInstanceOf(SmoothRoundRobin.class);
        assertThat(route(PolicyName.WEIGHTED, HashBy.USER).start()).isInstanceOf(SmoothRoundRobin.class);
        assertThat(route(PolicyName.LEAST_IN_FLIGHT, HashBy.USER).start()).isInstanceOf(LeastInFlight.class);
        assertThat(route(PolicyName.CONSISTENT_HASH, HashBy.USER).start()).isInstanceOf(ConsistentHash.class);
    }

    @Test
    void onlyRoundRobinLooksAtNoWeights() {
        for (PolicyName policy : PolicyName.values()) {
            double weight = new RouteBalancing(policy, HashBy.USER, 2).weight(0.5);
            assertThat(weight).isEqualTo(policy == PolicyName.ROUND_ROBIN ? 1 : 0.5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "others.load-bound | 0.9 | load-bound: 0.9 (expected: 1 to 100)",
                "others.load-bound | NaN | load-bound: NaN (expected: 1 to 100)",
                "slow-start | 1h | slow-start: PT1H (expected: 0s to 15m)",
                "ejection.unanswered | 0 | ejection.unanswered: 0 (expected: 1 to 1000)",
                "ejection.given-up-after | 10m | ejection.given-up-after: PT10M (expected: 100ms to 5m)",
                "ejection.probe-every | 1ms | ejection.probe-every: PT0.001S (expected: 100ms to 5m)",
            })
    void refusesWhatMakesNoSense(String setting, String value, String reason) {
        assertThatThrownBy(() -> bind(Map.of(setting, value))).hasRootCauseMessage(reason);
    }

    @Test
    void refusesAPolicyThatThereIsNot() {
        assertThatThrownBy(() -> bind(Map.of("routes.order-service.policy", "fastest")))
                .hasRootCauseMessage("No enum constant dev.ares.gateway.balancing.PolicyName.fastest");
    }

    private static RouteBalancing route(PolicyName policy, HashBy key) {
        return new RouteBalancing(policy, key, 1.25);
    }

    private static BalancingSettings bind(Map<String, ?> values) {
        var prefixed = new HashMap<String, Object>();
        values.forEach((name, value) -> prefixed.put("ares.gateway.balancing." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate("ares.gateway.balancing", BalancingSettings.class);
    }
}
