package dev.ares.benchmarks.machine;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessorTimeTest {

    @Test
    void aProcessCountsWithTheChildrenThatHaveEnded() {
        String stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 5 6 7 8 100 20 3 4 20 0 1 0 99 1 2";

        assertThat(ProcessorTime.ticks(stat)).isEqualTo(127);
    }

    @Test
    void timeOfThisProcessPasses() {
        Map<String, ProcessHandle> processes = Map.of("this", ProcessHandle.current());

        assertThat(ProcessorTime.of(processes).get("this")).isPositive();
    }
}
