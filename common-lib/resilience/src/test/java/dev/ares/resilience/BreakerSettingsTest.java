package dev.ares.resilience;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerSettingsTest {

    @Test
    void opensWhenHalfOfTenSecondsFails() {
        BreakerSettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("ares.some.breaker", BreakerSettings.class);

        assertThat(settings)
                .isEqualTo(
                        new BreakerSettings(0.5, Duration.ofSeconds(10), 20, Duration.ofSeconds(2), 5, Duration.ZERO));
    }
}
