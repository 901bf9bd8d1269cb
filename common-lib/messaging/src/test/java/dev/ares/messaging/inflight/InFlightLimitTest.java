package dev.ares.messaging.inflight;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** With time in the test's hands. */
class InFlightLimitTest {

    private long now;
    private InFlightBounds bounds = new InFlightBounds(4, 64);
    private final InFlightLimit limit = new InFlightLimit(() -> bounds, () -> now);

    @Test
    void beginsAtItsFloor() {
        assertThat(limit.current()).isEqualTo(4);
        assertThat(limit.p99()).isZero();
    }

    @Test
    void isArrivalRateTimesLatency() {
        steadily(100, Duration.ofMillis(200), Duration.ofSeconds(5));

        assertThat(limit.current()).isBetween(20, 21);
        assertThat(limit.p99()).isBetween(0.199, 0.202);
    }

    @Test
    void followsTheSlowestOfAHundredNotTheMean() {
        for (int i = 0; i < 25; i++) {
            end(19, Duration.ofMillis(10));
            end(1, Duration.ofMillis(300));
            pass(SlidingWindow.SLICE);
        }
        assertThat(limit.current()).isBetween(30, 31);
    }

    @Test
    void atMostDoublesWithEachSlice() {
        end(1, Duration.ofSeconds(10));
        limit.waiting(1000);

        pass(SlidingWindow.SLICE);
        assertThat(limit.current()).isEqualTo(8);
        pass(SlidingWindow.SLICE);
        assertThat(limit.current()).isEqualTo(16);
        pass(SlidingWindow.SLICE.multipliedBy(5));
        assertThat(limit.current()).as("and ends at the bound").isEqualTo(64);
    }

    @Test
    void whatWaitsIsWorkedOffEvenWhenNothingArrives() {
        end(10, Duration.ofMillis(100));
        limit.waiting(400);
        pass(SlidingWindow.LENGTH.multipliedBy(2));

        assertThat(limit.current()).isBetween(20, 21);
    }

    @Test
    void comesBackToItsFloorWhenThereIsNothingToDo() {
        steadily(500, Duration.ofMillis(100), Duration.ofSeconds(3));
        assertThat(limit.current()).isBetween(50, 51);

        pass(SlidingWindow.SLICE.multipliedBy(12));
        assertThat(limit.current()).as("not at once").isBetween(5, 49);
        pass(Duration.ofSeconds(5));
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void aDependencyThatAnswersNothingGetsNoMore() {
        steadily(100, Duration.ofMillis(100), Duration.ofSeconds(3));
        int before = limit.current();

        limit.started(before);
        for (int i = 0; i < 10; i++) {
            limit.arrived(20);
            pass(SlidingWindow.SLICE);
        }

        assertThat(limit.current()).isEqualTo(before);
        assertThat(limit.room()).isZero();
    }

    @Test
    void failuresBringItDownWhateverArrivesAndHoweverLongTheyTook() {
        steadily(100, Duration.ofMillis(400), Duration.ofSeconds(4));
        assertThat(limit.current()).isBetween(40, 41);
        limit.waiting(1000);

        for (int i = 0; i < 30; i++) {
            limit.arrived(20);
            limit.started(4);
            limit.failed(4);
            pass(SlidingWindow.SLICE);
        }

        assertThat(limit.current()).isEqualTo(4);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void roomIsWhatIsNotTaken() {
        limit.started(3);
        assertThat(limit.room()).isEqualTo(1);
        limit.started(5);
        assertThat(limit.room()).isZero();
        limit.answered(8, Duration.ofMillis(1));
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void newBoundsHoldAtOnce() {
        steadily(500, Duration.ofMillis(100), Duration.ofSeconds(3));

        bounds = new InFlightBounds(1, 10);
        assertThat(limit.current()).isEqualTo(10);
        bounds = new InFlightBounds(100, 200);
        assertThat(limit.current()).isEqualTo(100);
    }

    @Test
    void anHourWithoutACallCostsNothing() {
        steadily(500, Duration.ofMillis(100), Duration.ofSeconds(3));
        pass(Duration.ofDays(300));
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InFlightBounds(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InFlightBounds(3, 2))
                .withMessageContaining("3 to 2");
    }

    private void steadily(int perSecond, Duration latency, Duration time) {
        long slices = time.dividedBy(SlidingWindow.SLICE);
        for (long i = 0; i < slices; i++) {
            end((int) (perSecond * SlidingWindow.SLICE.toMillis() / 1000), latency);
            pass(SlidingWindow.SLICE);
        }
    }

    private void end(int count, Duration latency) {
        limit.arrived(count);
        limit.started(count);
        limit.answered(count, latency);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
