package dev.ares.cache;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class CacheSettingsTest {

    @Test
    void keepsAThousandEntriesForTenMinutes() {
        CacheSettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("ares.some.cache", CacheSettings.class);

        assertThat(settings.entries()).isEqualTo(1000);
        assertThat(settings.timeToLive()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.missingToLive()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.staleAtMost()).isEqualTo(Duration.ofSeconds(2));
    }
}
