package dev.ares.benchmarks.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayFiguresTest {

    private static final Line.Name PLAIN = new Line.Name(Spring.NAME, Spring.PLAIN);
    private static final Line.Name CHAIN = new Line.Name(Ares.NAME, "everything");

    @Test
    void processorTimeIsDividedByTheGoodAnswersOfTheClosedLoop() {
        Figures figures = Figures.of(1000, 100, answers(10, Map.of("status 429", 90L)), answers(500, Map.of()));

        assertThat(figures.processor()).isEqualTo(100);
        assertThat(figures.redis()).isEqualTo(10);
        assertThat(figures.perSecond()).isEqualTo(5);
        assertThat(figures.asked()).isEqualTo(600);
    }

    @Test
    void figuresAreSoundWhileNearlyAllIsAnswered() {
        assertThat(Figures.of(1, 1, answers(9990, Map.of("no answer", 10L)), answers(0, Map.of()))
                        .areSound())
                .isTrue();
        assertThat(Figures.of(1, 1, answers(9980, Map.of("no answer", 11L)), answers(9, Map.of()))
                        .areSound())
                .isFalse();
        assertThat(Figures.of(1, 1, answers(0, Map.of()), answers(0, Map.of("status 503", 1L)))
                        .areSound())
                .isFalse();
    }

    @Test
    void eachFigureIsTheMedianOfItsRuns() {
        Figures median = Figures.median(List.of(figures(10, 3), figures(30, 1), figures(20, 2)));

        assertThat(median).isEqualTo(figures(20, 2, 300));
    }

    @Test
    void latenciesAreInMilliseconds() {
        var latencies = new Histogram(3);
        latencies.recordValueWithCount(1500, 98);
        latencies.recordValueWithCount(8000, 2);

        Figures.Latency latency = Figures.Latency.of(new Load.Answers(100, Map.of(), 1, latencies));

        assertThat(latency.p50()).isEqualTo(1.5);
        assertThat(latency.p99()).isBetween(8.0, 8.01);
    }

    @Test
    void theTableComparesWithThePlainOneWhereverItStands() {
        Map<Line.Name, Figures> figures = new LinkedHashMap<>();
        figures.put(CHAIN, figures(300, 1));
        figures.put(PLAIN, figures(200, 1));

        assertThat(GatewayTable.of(figures, 32, 1000))
                .contains("p99 with 32 in flight", "p99 at 1,000 a second")
                .contains("| Ares | everything | 300 µs | x1.50 | 7 µs |")
                .contains("| Spring Cloud Gateway | plain | 200 µs | x1.00 |");
    }

    @Test
    void withoutThePlainOneThereIsNoRatio() {
        assertThat(GatewayTable.of(Map.of(CHAIN, figures(300, 1)), 32, 1000)).contains("| 300 µs | - |");
        assertThat(GatewayTargets.of(Map.of(CHAIN, figures(300, 1)))).isEmpty();
    }

    @Test
    void theLastLineOfAresIsHeldAgainstTheTarget() {
        Map<Line.Name, Figures> figures = new LinkedHashMap<>();
        figures.put(new Line.Name(Ares.NAME, "less"), figures(100, 1));
        figures.put(CHAIN, figures(300, 1));
        figures.put(PLAIN, figures(200, 1));
        figures.put(new Line.Name(Spring.NAME, "everything"), figures(600, 1));

        assertThat(GatewayTargets.of(figures))
                .containsExactly(
                        "- the whole chain to plain Spring Cloud Gateway: 1.50 (target: at most 1.5): met",
                        "- the whole chain to Spring Cloud Gateway with its own features: 0.50");

        figures.put(CHAIN, figures(302, 1));

        assertThat(GatewayTargets.of(figures).get(0)).endsWith("1.51 (target: at most 1.5): MISSED");
    }

    @Test
    void oneTokenThatIsRefusedTooLateIsEnough() {
        List<Duration> late = List.of(Duration.ofMillis(900), Duration.ofMillis(5001));

        assertThat(GatewayTargets.isInTime(List.of(Duration.ofMillis(900), Duration.ofSeconds(5))))
                .isTrue();
        assertThat(GatewayTargets.isInTime(late)).isFalse();
        assertThat(GatewayTargets.calledBack(late))
                .contains("0.90 s to 5.00 s in 2 tries")
                .endsWith("MISSED");
    }

    private static Load.Answers answers(long good, Map<String, Long> others) {
        return new Load.Answers(good, others, 2, new Histogram(3));
    }

    private static Figures figures(double processor, double p50) {
        return figures(processor, p50, 100);
    }

    private static Figures figures(double processor, double p50, long asked) {
        return new Figures(
                processor,
                7,
                50,
                new Figures.Latency(p50, 2 * p50),
                new Figures.Latency(p50 / 2, p50),
                asked,
                Map.of());
    }
}
