package dev.ares.gateway.overload;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

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
}
