package dev.ares.messaging;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private long now = Long.MAX_VALUE - 1;
    private final Pace pace = new Pace(() -> now);

    @Test
    void theFirstTurnBeginsAtOnce() {
        assertThat(pace.left()).isZero();
    }

    @Test
    void theNextOneAsLongAfterItsEndAsItTook() {
        turn(Duration.ofMillis(20));
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(20));

        pass(Duration.ofMillis(15));
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(5));

        pass(Duration.ofMillis(15));
        assertThat(pace.left()).isZero();
    }

    @Test
    void butNotLongerThanATenthOfASecond() {
        turn(Duration.ofSeconds(3));
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(100));
    }

    private void turn(Duration took) {
        pace.begin();
        pass(took);
        pace.end();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
