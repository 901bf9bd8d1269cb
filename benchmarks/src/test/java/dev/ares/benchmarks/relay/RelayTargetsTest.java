package dev.ares.benchmarks.relay;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RelayTargetsTest {

    @Test
    void eachIsJudgedByItsOwnRun() {
        assertThat(RelayTargets.of(Map.of(
                        "100,000 waiting",
                        Map.of("Ares", rate(20_000), "gruelbox", rate(2_500), "bare SQL and producer", rate(40_000)),
                        "16 writers, live",
                        Map.of("Ares", rate(9_000), "bare SQL and producer", rate(9_000)),
                        "the same writers, nothing sent",
                        Map.of("Ares", rate(12_000)),
                        "1,000,000 waiting",
                        Map.of("Ares", rate(19_000)),
                        "100 a second",
                        Map.of("Ares", Result.of(100, 1.4, 9, 3000, 0, 0, 0)))))
                .containsExactly(
                        "- 100,000 waiting, to gruelbox: 8.00 (target: at least 10.0): MISSED",
                        "- 100,000 waiting, to the upper bound: 0.50 (target: at least 0.5): met",
                        "- 16 writers, live, to what its writers alone do: 0.75 (target: at least 0.9): MISSED",
                        "- 16 writers, live, to the upper bound: 1.00 (target: at least 0.9): met",
                        "- 1,000,000 waiting, to 100,000 waiting: 0.95 (target: at least 0.9): met",
                        "- 100 a second, p50: 1.40 ms (target: at most 1.5): met",
                        "- 100 a second, p99: 9.00 ms (target: at most 8.0): MISSED");
    }

    @Test
    void whatWasNotMeasuredIsNotTold() {
        assertThat(RelayTargets.of(Map.of("100,000 waiting", Map.of("Ares", rate(20_000)))))
                .isEmpty();
    }

    private static Result rate(double perSecond) {
        return Result.of(perSecond, 0, 0, 1000, 0, 0, 0);
    }
}
