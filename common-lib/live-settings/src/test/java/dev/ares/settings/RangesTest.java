package dev.ares.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RangesTest {

    @Test
    void bothEndsAreInTheRange() {
        assertThatNoException().isThrownBy(() -> Ranges.require("probes", 1, 1, 1000));
        assertThatNoException().isThrownBy(() -> Ranges.require("probes", 1000, 1, 1000));
    }

    @Test
    void whatIsOutsideIsNamedWithWhatWasExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ranges.require("pause", Duration.ofMinutes(2), Duration.ZERO, Duration.ofMinutes(1)))
                .withMessage("pause: PT2M (expected: PT0S to PT1M)");
        assertThatIllegalArgumentException().isThrownBy(() -> Ranges.require("probes", 0, 1, 1000));
    }

    @Test
    void whatIsNoNumberIsInNoRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ranges.require("share", Double.NaN, 0.0, 1.0));
    }
}
