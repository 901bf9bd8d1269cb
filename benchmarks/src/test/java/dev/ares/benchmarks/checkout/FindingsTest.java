package dev.ares.benchmarks.checkout;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.Way;

import static org.assertj.core.api.Assertions.assertThat;

class FindingsTest {

    private final Findings findings = new Findings();

    @Test
    void theFastestNumberInFlightIsKept() {
        findings.found(Way.SAGA, Scenario.HOT, 16, 200);
        findings.found(Way.SAGA, Scenario.HOT, 64, 300);
        findings.found(Way.SAGA, Scenario.HOT, 256, 250);
        findings.found(Way.PLAIN, Scenario.HOT, 512, 900);

        assertThat(findings.best(Way.SAGA, Scenario.HOT)).isEqualTo(64);
    }

    @Test
    void aFigureIsTheMedianOfItsRuns() {
        add(100, 0);
        add(300, 0);
        add(120, 0);

        assertThat(findings.median(Way.SAGA, Scenario.HOT).perSecond()).isEqualTo(120);
        assertThat(findings.median(Way.SAGA, Scenario.HOT).confirmed()).isEqualTo(30);
        assertThat(findings.right()).isTrue();
    }

    @Test
    void oneViolationInAnyRunIsEnough() {
        add(100, 0);
        add(100, 1);

        assertThat(findings.right()).isFalse();
    }

    @Test
    void theShopIsCountedWithoutWhatStandsAroundIt() {
        Run run = run(100, 0);

        assertThat(run.shopProcessor()).isEqualTo(3);
        assertThat(Run.median(List.of(run, run)).processor()).isEqualTo(run.processor());
    }

    private void add(double perSecond, long violations) {
        findings.add(Way.SAGA, Scenario.HOT, run(perSecond, violations));
    }

    private static Run run(double perSecond, long violations) {
        Map<String, Double> processor =
                Map.of("gateway", 1.0, "postgres", 2.0, "load", 4.0, "payment-provider-simulator", 8.0);
        return new Run(10, perSecond, 1, 2, processor, 2, 1, Map.of(), violations);
    }
}
