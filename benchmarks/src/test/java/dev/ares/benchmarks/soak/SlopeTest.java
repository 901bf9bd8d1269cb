package dev.ares.benchmarks.soak;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ares.benchmarks.soak.Slope.Point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SlopeTest {

    @Test
    void whatStaysTheSameGainsNothing() {
        Slope slope = Slope.of(List.of(new Point(0, 240), new Point(0.5, 240), new Point(1, 240)));

        assertThat(slope.anHour()).isZero();
        assertThat(slope.percentAnHour()).isZero();
        assertThat(slope.begin()).isEqualTo(240);
    }

    @Test
    void whatRisesEvenlyGainsAsMuchAsItRises() {
        // 2 MiB in a quarter of an hour, from 200 on
        Slope slope = Slope.of(List.of(new Point(2, 200), new Point(2.25, 202), new Point(2.5, 204)));

        assertThat(slope.begin()).isCloseTo(200, within(1e-9));
        assertThat(slope.anHour()).isCloseTo(8, within(1e-9));
        assertThat(slope.percentAnHour()).isCloseTo(4, within(1e-9));
    }

    @Test
    void noiseIsEvenedOutByLeastSquares() {
        // Means 1.5 h and 102; sums of products 7 and of squares 5: 1.4 an hour, from 102 - 1.4 * 1.5 on
        Slope slope = Slope.of(List.of(new Point(0, 100), new Point(1, 102), new Point(2, 101), new Point(3, 105)));

        assertThat(slope.anHour()).isCloseTo(1.4, within(1e-9));
        assertThat(slope.begin()).isCloseTo(99.9, within(1e-9));
        assertThat(slope.percentAnHour()).isCloseTo(140 / 99.9, within(1e-9));
    }

    @Test
    void whatFallsGainsLessThanNothing() {
        assertThat(Slope.of(List.of(new Point(0, 100), new Point(2, 90))).percentAnHour())
                .isCloseTo(-5, within(1e-9));
    }

    @Test
    void oneTimeIsNotEnough() {
        assertThatThrownBy(() -> Slope.of(List.of(new Point(1, 100))))
                .hasMessage("points at one time: 1 (expected: at two or more)");
    }
}
