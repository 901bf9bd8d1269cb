package dev.ares.messaging.relay;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {

    @Test
    void aBurstOfFailuresClosesTheGateOnce() {
        Gate gate = new Gate();

        Stream.generate(() -> gate).limit(1000).forEach(Gate::failed);

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.remaining()).isLessThanOrEqualTo(Duration.ofMillis(200));
        gate.succeeded();
        assertThat(gate.isOpen()).isTrue();
    }
}
