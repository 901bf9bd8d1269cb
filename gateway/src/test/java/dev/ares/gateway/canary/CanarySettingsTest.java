package dev.ares.gateway.canary;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What may be said of {@code order-service}, beside that its version 2.0 is on trial. */
class CanarySettingsTest {

    private static final String SERVICE = "services.order-service.";

    @Test
    void saysNothingOfAnyServiceAtFirst() {
        assertThat(bind(Map.of()).services()).isEmpty();
    }

    @Test
    void hasDefaultsThatChangeNothingForAnybody() {
        CanaryRule rule =
                bind(Map.of(SERVICE + "versions[0].version", "2.0")).services().get("order-service");

        assertThat(rule).isEqualTo(CanaryExamples.rule(CanaryExamples.share("2.0", 0)));
    }

    @Test
    void takesWhatAddsUpToAHundred() {
        var thirds = Map.of(
                SERVICE + "versions[0].version", "2.0",
                SERVICE + "versions[0].percent", "33.3",
                SERVICE + "versions[1].version", "3.0",
                SERVICE + "versions[1].percent", "66.7");

        assertThat(bind(thirds).services()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "versions[0].version | '' | version: '' (expected: letters, digits, dots, dashes)",
                "versions[0].version | 2/0 | version: '2/0' (expected: letters, digits, dots, dashes)",
                "versions[0].percent | 101 | percent: 101.0 (expected: 0 to 100)",
                "versions[0].percent | -1 | percent: -1.0 (expected: 0 to 100)",
                "versions[0].percent | NaN | percent: NaN (expected: 0 to 100)",
                "versions[1].version | 2.0 | version: 2.0 (expected: each once)",
                "stop.window | 20m | stop.window: PT20M (expected: 1s to 10m)",
                "stop.requests | 1 | stop.requests: 1 (expected: 10 to 100000)",
                "stop.errors | 5 | stop.errors: 5.0 (expected: 0 to 1)",
                "stop.slowdown | 0.5 | stop.slowdown: 0.5 (expected: 1 to 100, or 0 for any)",
                "stop.slack | -1s | stop.slack: PT-1S (expected: 0s to 10m)",
                "stop.slack | 9223372036854775807s | stop.slack: PT2562047788015215H30M7S (expected: 0s to 10m)",
            })
    void refusesWhatMakesNoSense(String setting, String value, String reason) {
        var values = new HashMap<String, Object>(Map.of(SERVICE + "versions[0].version", "2.0"));
        values.put(SERVICE + setting, value);

        assertThatThrownBy(() -> bind(values)).hasRootCauseMessage(reason);
    }

    @Test
    void refusesANameThatNoServiceHas() {
        assertThatThrownBy(() -> new CanarySettings(
                        Map.of("Order_Service", CanaryExamples.rule(CanaryExamples.share("2.0", 0)))))
                .hasMessage("services: Order_Service (expected: lower-case letters, digits, dashes)");
    }

    @Test
    void refusesMoreThanThereIs() {
        var tooMuch = Map.of(
                SERVICE + "versions[0].version", "2.0",
                SERVICE + "versions[0].percent", "60",
                SERVICE + "versions[1].version", "3.0",
                SERVICE + "versions[1].percent", "50");

        assertThatThrownBy(() -> bind(tooMuch))
                .hasRootCauseMessage("percent: 110.0 of all versions (expected: at most 100)");
    }

    private static CanarySettings bind(Map<String, ?> values) {
        var prefixed = new HashMap<String, Object>();
        values.forEach((name, value) -> prefixed.put("ares.gateway.canary." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate("ares.gateway.canary", CanarySettings.class);
    }
}
