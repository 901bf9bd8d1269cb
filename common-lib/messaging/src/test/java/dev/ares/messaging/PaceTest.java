package dev.ares.messaging;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private long now = Long.MAX_VALUE - 1;
    private final Pace pace = new Pace(() -> now);

    @Test
    void turnsNowAndThenBeginAtOnce() {
        assertThat(pace.left()).isZero();

        turn(Duration.ofMillis(20));
        assertThat(pace.left()).isZero();

        pass(Duration.ofMillis(40));
        turn(Duration.ofMillis(20));
        assertThat(pace.left()).as("not right after the first").isZero();
    }

    @Test
    void afterTurnsThatFollowEachOtherThereIsAsMuchTimeAsTheLastOneTook() {
        turn(Duration.ofMillis(20));
        pass(Duration.ofMillis(39));
        turn(Duration.ofMillis(30));
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(30));

        pass(Duration.ofMillis(25));
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(5));

        pass(Duration.ofMillis(15));
        assertThat(pace.left()).isZero();
    }

    @Test
    void butNotMoreThanATenthOfASecond() {
        turn(Duration.ofSeconds(3));
        turn(Duration.ofSeconds(3));
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(100));

        pass(Duration.ofMillis(200));
        turn(Duration.ofSeconds(3));
        assertThat(pace.left()).isZero();
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
