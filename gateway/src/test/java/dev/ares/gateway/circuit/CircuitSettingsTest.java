package dev.ares.gateway.circuit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.ares.resilience.BreakerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CircuitSettingsTest {

    @Test
    void whatANamedRouteDoesNotSayIsAsForTheOthers() {
        CircuitSettings settings = bind(Map.of(
                "others.patience", "5s",
                "others.probes", "7",
                "routes.payment-service.failure-share", "0.8"));

        BreakerSettings others = settings.rules().of("order-service");
        BreakerSettings named = settings.rules().of("payment-service");
        assertThat(others.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(named)
                .isEqualTo(new BreakerSettings(
                        0.8, others.window(), others.minimumCalls(), others.openFor(), 7, Duration.ofSeconds(5)));
    }

    @Test
    void eachOfItsSettingsCanBeNamed() {
        CircuitSettings settings = bind(Map.of(
                "routes.a.failure-share", "0.1",
                "routes.a.window", "20s",
                "routes.a.minimum-calls", "2",
                "routes.a.open-for", "3s",
                "routes.a.probes", "4",
                "routes.a.patience", "0s"));

        assertThat(settings.rules().of("a"))
                .isEqualTo(
                        new BreakerSettings(0.1, Duration.ofSeconds(20), 2, Duration.ofSeconds(3), 4, Duration.ZERO));
    }

    @Test
    void aNamedRouteOutOfRangeIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("routes.a.probes", "0")).rules())
                .hasMessage("breaker.probes: 0 (expected: 1 to 1000)");
    }

    private static CircuitSettings bind(Map<String, ?> values) {
        var prefixed = new HashMap<String, Object>();
        values.forEach((name, value) -> prefixed.put("ares.gateway.circuits." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate("ares.gateway.circuits", CircuitSettings.class);
    }
}
