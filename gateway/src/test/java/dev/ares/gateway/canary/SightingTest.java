package dev.ares.gateway.canary;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

import static org.assertj.core.api.Assertions.assertThat;

class SightingTest {

    private static final long BEFORE = Sighting.PATIENCE.toNanos() - 1;
    private static final long AFTER = Sighting.PATIENCE.toNanos();

    private final Sighting sighting = new Sighting("1.10", 0);

    @Test
    void aVersionThatNobodyRunsIsMissedOnceAfterAMinute() {
        assertThat(sighting.isMissed(running("1.1"), BEFORE)).isFalse();
        assertThat(sighting.isMissed(running("1.1"), AFTER)).isTrue();
        assertThat(sighting.isMissed(running("1.1"), AFTER)).isFalse();
    }

    @Test
    void oneThatWasSeenIsNot() {
        assertThat(sighting.isMissed(running("1.10"), 0)).isFalse();
        assertThat(sighting.isMissed(running("1.1"), AFTER)).isFalse();
    }

    @Test
    void norIsOneThatComesLate() {
        assertThat(sighting.isMissed(running("1.10"), AFTER)).isFalse();
    }

    private static List<ServiceInstance> running(String version) {
        return List.of(new DefaultServiceInstance("a", "x", "127.0.0.1", 1, false, Map.of("version", version)));
    }
}
