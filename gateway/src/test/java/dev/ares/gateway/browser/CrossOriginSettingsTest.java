package dev.ares.gateway.browser;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CrossOriginSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://shop.example", "http://127.0.0.1:3000"})
    void takesOrigins(String origin) {
        assertThat(allowing(origin).toCors().checkOrigin(origin)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop.example", "https://*.example", "https://shop.example/", "null", "https://a@b"})
    void refusesWhatIsNoneAndSaysWhatItExpects(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allowing(origin))
                .withMessageStartingWith("ares.gateway.cross-origin.allowed-origins: " + origin + " (expected: ");
    }

    private static CrossOriginSettings allowing(String origin) {
        return new CrossOriginSettings(List.of(origin), List.of("GET"), List.of(), List.of(), Duration.ofMinutes(1));
    }
}
