package dev.ares.benchmarks.overload;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ares.traffic.limit.Priority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OverloadFiguresTest {

    @Test
    void onlyWhatWasAnsweredInTimeIsGoodput() {
        var gathering = new Figures.Gathering(Duration.ofMillis(100));
        for (int i = 0; i < 10; i++) {
            gathering.admitted(Priority.CHECKOUT);
        }
        for (int i = 0; i < 30; i++) {
            gathering.refused(Priority.BROWSING);
        }
        for (int i = 1; i <= 8; i++) {
            gathering.answered(Priority.CHECKOUT, Duration.ofMillis(25L * i).toNanos());
        }

        Figures figures = gathering.over(Duration.ofSeconds(2));

        assertThat(figures.goodput()).isEqualTo(2);
        assertThat(figures.p99().toMillis()).isCloseTo(200, within(1L));
        assertThat(figures.admitted()).isEqualTo(0.25);
        assertThat(figures.checkoutsInTime()).isEqualTo(0.4);
    }
}
