package dev.ares.benchmarks.machine;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResidentMemoryTest {

    @Test
    void aProcessThatRunsIsToldInMebibytes() {
        Map<String, Double> memory = ResidentMemory.of(Map.of("this", ProcessHandle.current()));

        assertThat(memory.get("this")).isBetween(20.0, 20_000.0);
        assertThat(ResidentMemory.sum(Map.of("one", 1.5, "other", 2.5))).isEqualTo(4);
    }

    @Test
    void oneThatHasEndedIsNotTakenForNothing() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThatThrownBy(() -> ResidentMemory.of(Map.of("kafka", ended.toHandle())))
                .hasMessage("kafka has ended");
    }
}
