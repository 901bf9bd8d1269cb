package dev.ares.gateway.overload;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShedSettingsTest {

    @Test
    void shedsWhenOneInAHundredTakesOverASecondForThreeSeconds() {
        ShedSettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("ares.gateway.overload", ShedSettings.class);

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.target()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.recovery()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.floor()).isEqualTo(32);
        assertThat(settings.ceiling()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /{x:(a|aa)+b}", "/api/{x:(a|b)*}", "/*a*a*a*b"})
    void takesNoRegularExpressions(String endpoint) {
        var settings = Map.of("ares.gateway.overload.critical[0]", endpoint);

        assertThatThrownBy(() -> new Binder(new MapConfigurationPropertySource(settings))
                        .bindOrCreate("ares.gateway.overload", ShedSettings.class))
                .rootCause()
                .hasMessageContaining(endpoint)
                .hasMessageContaining("no regular expressions");
    }
}
