package dev.ares.benchmarks.consumers;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, Instant> asked = new HashMap<>();
    private final Map<String, Instant> done = new HashMap<>();

    @Test
    void countsFromTheFirstAskedToTheLastDone() {
        for (int i = 0; i < 100; i++) {
            asked.put("o" + i, BEGIN.plusMillis(10L * i));
            done.put("o" + i, BEGIN.plusMillis(10L * i + (i == 99 ? 4010 : 50)));
        }
        Figures figures = Figures.of(asked, done, 7, 3);

        assertThat(figures.throughput()).isEqualTo(20.0);
        assertThat(figures.drain()).isEqualTo(Duration.ofMillis(4010));
        assertThat(figures.p50()).isEqualTo(Duration.ofMillis(50));
        assertThat(figures.p99()).isBetween(Duration.ofMillis(50), Duration.ofMillis(4020));
    }

    @Test
    void whatIsNotDoneIsSaid() {
        asked.put("a", BEGIN);
        asked.put("b", BEGIN.plusSeconds(1));
        done.put("a", BEGIN.plusMillis(500));
        Figures figures = Figures.of(asked, done, 1, 1);

        assertThat(figures.done()).isEqualTo(1);
        assertThat(figures.drain()).isZero();
        assertThat(Table.of(Map.of("fixed 1", figures))).contains("| 1 of 2 |", "not in time");
    }

    @Test
    void theTableComparesWithItsFirstLine() {
        Map<String, Figures> bySetting = new LinkedHashMap<>();
        bySetting.put("adaptive", figures(100, 1000));
        bySetting.put("fixed 1", figures(25, 3000));

        assertThat(Table.of(bySetting)).contains("x1.00, x1.00", "x0.25, x3.00");
    }

    @Test
    void theMedianIsARun() {
        assertThat(Figures.median(List.of(figures(3, 1), figures(1, 2), figures(2, 3))))
                .isEqualTo(figures(2, 3));
        assertThat(Figures.median(List.of(figures(3, 1), figures(1, 2)))).isEqualTo(figures(1, 2));
    }

    @Test
    void aScenarioKeepsItsTimes() {
        Scenario slow = Scenario.all().get(1);
        assertThat(slow.dueAt(slow.perSecond() * 3)).isEqualTo(Duration.ofSeconds(3));
        assertThat(slow.latencyAfter(Duration.ofSeconds(2))).isEqualTo(slow.latency());
        assertThat(slow.latencyAfter(Duration.ofSeconds(4))).isEqualTo(slow.slow());
    }

    private static Figures figures(double throughput, long p99) {
        return new Figures(1, 1, throughput, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(p99), 1, 1);
    }
}
