package dev.ares.simulator;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SimulatorSettingsTest {

    private static final Map<String, String> SECRETS =
            Map.of("ARES_STRIPE_API_KEY", "sk_test", "ARES_STRIPE_WEBHOOK_SECRET", "whsec");

    @Test
    void fitTheLocalStackUnlessSet() {
        var settings = SimulatorSettings.from(SECRETS);

        assertThat(settings.port()).isEqualTo(8090);
        assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.webhookUrl()).hasToString("http://127.0.0.1:8080/api/webhooks/stripe");
    }

    @Test
    void nameWhatIsMissingOrWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorSettings.from(Map.of()))
                .withMessageContaining("ARES_STRIPE_API_KEY");
        var wrong = new java.util.HashMap<>(SECRETS);
        wrong.put("ARES_SIMULATOR_PORT", "http");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorSettings.from(wrong))
                .withMessageContaining("ARES_SIMULATOR_PORT: http (expected: 0 to 65535)");
    }
}
