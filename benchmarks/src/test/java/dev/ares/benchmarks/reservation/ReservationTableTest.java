package dev.ares.benchmarks.reservation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReservationTableTest {

    @Test
    void theRatioIsOfTheFirstToEach() {
        Map<Way, Trial> byWay = new EnumMap<>(Way.class);
        byWay.put(Way.COALESCED, trial(6000, 0.02));
        byWay.put(Way.ONE_EACH, trial(1500, 1));

        assertThat(ReservationTable.of(byWay))
                .contains(
                        "| coalesced | 6,000 | x1.00 | 2.0 ms | 5.0 ms | 0.020 | 0.010 | 100 | 0 |",
                        "| one transaction each | 1,500 | x4.00 | 2.0 ms | 5.0 ms | 1.000 | 0.500 | 100 | 0 |");
    }

    @Test
    void aMedianHidesNothingThatWentWrong() {
        Trial wrong = new Trial(9000, 2, 5, 0.02, 0.01, 100, List.of("oversold"));

        Trial median = Trial.median(List.of(trial(5000, 0.02), wrong, trial(6000, 0.04)));

        assertThat(median.perSecond()).isEqualTo(6000);
        assertThat(median.commits()).isEqualTo(0.02);
        assertThat(median.reserved()).isEqualTo(300);
        assertThat(median.faults()).containsExactly("oversold");
        assertThat(median.isRight()).isFalse();
    }

    private static Trial trial(double perSecond, double commits) {
        return new Trial(perSecond, 2, 5, commits, commits / 2, 100, List.of());
    }
}
