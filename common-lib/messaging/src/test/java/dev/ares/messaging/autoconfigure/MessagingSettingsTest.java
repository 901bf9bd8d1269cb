package dev.ares.messaging.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessagingSettingsTest {

    @Test
    void theDefaultsLeaseAMessageForLongerThanASendAndItsMarkMayTake() {
        MessagingSettings.OutboxSettings outbox = bind(Map.of()).outbox();

        assertThat(outbox.lease())
                .isGreaterThan(outbox.deliveryTimeout().plus(outbox.maxBlock()).plus(outbox.markDelay()));
    }

    @Test
    void aLeaseThatIsShorterThanASendIsRefused() {
        Map<String, String> tooShort = Map.of("ares.messaging.outbox.lease", "13s");

        assertThatThrownBy(() -> bind(tooShort))
                .rootCause()
                .hasMessage("ares.messaging.outbox.lease: PT13S"
                        + " (expected: longer than delivery-timeout, max-block and mark-delay together, PT13S)");
    }

    @Test
    void aRetentionThatTheRingDoesNotHoldIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("ares.messaging.outbox.retention", "37h")))
                .rootCause()
                .hasMessage("ares.messaging.outbox.retention: PT37H (expected: 0 to 36 hours)");
        assertThat(bind(Map.of("ares.messaging.outbox.retention", "36h"))
                        .outbox()
                        .retention())
                .isEqualTo(Duration.ofHours(36));
    }

    private static MessagingSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ares.messaging", MessagingSettings.class);
    }
}
