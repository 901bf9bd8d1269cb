package dev.ares.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.ares.check.CheckResult;
import dev.ares.local.chaos.Fault.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ChaosResultTest {

    @Test
    void aKindThatNeverHappenedIsToldAndWhatCollapsedIsNotPlanned() {
        ChaosResult result = result(Kind.KILL, Kind.KILL, Kind.DELAY, Kind.COLLAPSE);

        assertThat(result.faults())
                .containsOnlyKeys("kill", "freeze", "restart", "delay", "error", "drop", "duplicate", "reorder")
                .containsEntry("kill", 2L)
                .containsEntry("delay", 1L)
                .containsEntry("freeze", 0L);
    }

    private static ChaosResult result(Kind... kinds) {
        List<Recovery> recoveries = List.of(kinds).stream()
                .map(kind -> new Recovery(new Fault(kind, "kafka", Duration.ZERO), Duration.ZERO))
                .toList();
        var settings = new ChaosSettings(1, Duration.ofMinutes(1), Duration.ofSeconds(3), 4, Duration.ofMinutes(1));
        var nothing = new CheckResult(Set.of(), List.of(), 0, 0, 0, 0);
        return new ChaosResult(
                settings,
                recoveries,
                0,
                0,
                Map.of(),
                Map.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                nothing,
                List.of(),
                Map.of());
    }
}
