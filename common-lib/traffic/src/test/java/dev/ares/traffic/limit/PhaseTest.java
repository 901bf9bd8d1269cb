package dev.ares.traffic.limit;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ares.traffic.limit.Phase.Calm;
import dev.ares.traffic.limit.Phase.Shedding;

import static org.assertj.core.api.Assertions.assertThat;

class PhaseTest {

    static final OverloadSettings SETTINGS = new OverloadSettings(
            Duration.ofMillis(50), Duration.ofSeconds(3), Duration.ofSeconds(3), 4, 500, 100, 20, 0.8);

    @Test
    void shedsOnceThePercentileIsOverItsTargetForThreeSeconds() {
        Phase phase = Phase.begin();
        for (int millis = 0; millis < 3000; millis += 100) {
            phase = phase.next(seen(millis, 1000, 51, 300, false), SETTINGS);
            assertThat(phase.limit(SETTINGS)).isEqualTo(500);
        }
        phase = phase.next(seen(3000, 1000, 51, 300, false), SETTINGS);

        // 500 a second for 40 ms.
        assertThat(phase).isInstanceOf(Shedding.class);
        assertThat(phase.limit(SETTINGS)).isEqualTo(20);
    }

    @Test
    void whoWaitsCountsInTheFirstLimitSinceNobodyIsKeptWaitingFromThen() {
        var orders = new Observation(3_000_000_000L, new Latencies(1000, 51_000_000), 0, 300, false);

        assertThat(new Calm(true, 0).next(orders, SETTINGS).limit(SETTINGS)).isEqualTo(20);
    }

    @Test
    void oneGoodLookBeginsThePatienceAnew() {
        Phase phase = Phase.begin();
        for (int millis = 0; millis < 10_000; millis += 100) {
            phase = phase.next(seen(millis, 1000, millis % 2500 == 0 ? 50 : 51, 300, false), SETTINGS);
            assertThat(phase).isInstanceOf(Calm.class);
        }
    }

    @Test
    void fewAnswersSayNothing() {
        Phase phase = Phase.begin();
        for (int millis = 0; millis < 10_000; millis += 100) {
            phase = phase.next(seen(millis, 19, 5000, 3, false), SETTINGS);
            assertThat(phase).isEqualTo(Phase.begin());
        }
    }

    @Test
    void thatNearlyNothingIsAnsweredIsNoSignOfHealth() {
        Phase phase = Phase.begin().next(seen(0, 1000, 60, 300, false), SETTINGS);
        phase = phase.next(seen(1000, 3, 10, 500, false), SETTINGS);
        assertThat(phase).isEqualTo(new Calm(true, 0));
    }

    @Test
    void aLimitFollowsThePercentileAndIsLeftAloneWhileItIsNew() {
        assertThat(afterTwenty(seen(200, 100, 200, 20, true))).isEqualTo(20);
        assertThat(afterTwenty(seen(250, 19, 200, 20, true))).isEqualTo(20);
        assertThat(afterTwenty(seen(250, 100, 200, 20, true))).isEqualTo(10);
        assertThat(afterTwenty(seen(250, 100, 50, 20, true))).isEqualTo(16);
        assertThat(afterTwenty(seen(250, 100, 5, 20, true))).isEqualTo(22);
        assertThat(afterTwenty(seen(2000, 1, 200, 20, true))).isEqualTo(10);
    }

    private static int afterTwenty(Observation seen) {
        return new Shedding(20, 0, 0, true).next(seen, SETTINGS).limit(SETTINGS);
    }

    @Test
    void aLimitThatNobodyMeetsDoesNotGrowAndIsLiftedInTheEnd() {
        Phase phase = new Shedding(20, 0, 0, false);
        for (int millis = 100; millis < 3000; millis += 100) {
            phase = phase.next(seen(millis, 100, 5, 2, false), SETTINGS);
            assertThat(phase.limit(SETTINGS)).isEqualTo(20);
        }
        assertThat(phase.next(seen(3000, 100, 5, 2, false), SETTINGS)).isEqualTo(Phase.begin());
        assertThat(phase.next(seen(3000, 100, 5, 2, true), SETTINGS)).isInstanceOf(Shedding.class);
        assertThat(phase.next(seen(3000, 100, 60, 2, false), SETTINGS)).isInstanceOf(Shedding.class);
    }

    private static Observation seen(long millis, long answers, long p99Millis, int inFlight, boolean reached) {
        return new Observation(millis * 1_000_000, new Latencies(answers, p99Millis * 1_000_000), inFlight, 0, reached);
    }
}
