package dev.ares.gateway.compression;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CompressionSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/*", "*/*", "json", ""})
    void refusesWhatIsNoTypeAndEvents(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, type, "/api/auth/**"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/auth", "/api/{"})
    void refusesWhatIsNoEndpoint(String endpoint) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, "application/json", endpoint));
    }

    private static void of(long minSize, String type, String except) {
        new CompressionSettings(true, DataSize.ofBytes(minSize), List.of(type), List.of(except));
    }
}
