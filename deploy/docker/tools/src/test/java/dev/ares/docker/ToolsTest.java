package dev.ares.docker;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ToolsTest {

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertThat(Tools.run(Map.of())).isZero();
    }

    @Test
    void aMissingSettingIsASentenceAndNotAStackTrace() {
        assertThat(Tools.run(Map.of(), "check")).isEqualTo(2);
        assertThat(Tools.run(Map.of("ARES_GATEWAY", "http://127.0.0.1:1"), "demo"))
                .isEqualTo(2);
    }

    @Test
    void anUnreachableGatewayIsASentenceToo() {
        var settings = Map.of(
                "ARES_GATEWAY", "http://127.0.0.1:1", "ARES_ADMIN_EMAIL", "a@example.org", "ARES_ADMIN_PASSWORD", "x");
        assertThat(Tools.run(settings, "demo")).isEqualTo(2);
    }

    @Test
    void itMakesKeys() {
        assertThat(Tools.run(Map.of(), "signing-key")).isZero();
    }

    @Test
    void itProfilesTheServicesAndNothingElse() {
        assertThat(Tools.run(Map.of(), "profile", "gateway")).isEqualTo(2);
        assertThat(Tools.run(Map.of(), "profile", "order-service"))
                .as("no ARES_SERVICE_TOKEN_SECRET")
                .isEqualTo(2);
    }

    @Test
    void itPushesToTheNacosThatItIsToldOf() {
        assertThat(Tools.run(Map.of(), "push", "gateway", "ares.sampling"))
                .as("no ARES_NACOS")
                .isEqualTo(2);
        assertThat(Tools.run(Map.of("ARES_NACOS", "127.0.0.1:1"), "push", "gateway"))
                .as("no data id")
                .isEqualTo(2);
    }
}
