package dev.ares.gateway.canary;

import java.time.Duration;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static dev.ares.gateway.canary.CanaryExamples.STOP;
import static org.assertj.core.api.Assertions.assertThat;

class StopRuleTest {

    @Test
    void aVersionThatFailsMoreOftenIsWorse() {
        assertThat(STOP.against(outcomes(150, 18, 20), outcomes(1350, 0, 20)))
                .contains("12.0 % of 150 requests failed, of the others 0.0 % of 1350 requests");
    }

    @Test
    void aVersionThatFailsAsTheOthersDoIsNot() {
        assertThat(STOP.against(outcomes(150, 18, 20), outcomes(1350, 160, 20))).isEmpty();
    }

    @Test
    void aVersionWhoseSlowestAnswersTakeMoreThanTwiceAsLongIsWorse() {
        assertThat(STOP.against(outcomes(600, 0, 250), outcomes(1350, 0, 120)))
                .contains("99 % of its answers took up to 250 ms, of the others' up to 120 ms");
        assertThat(STOP.against(outcomes(600, 0, 230), outcomes(1350, 0, 120))).isEmpty();
    }

    @Test
    void aFewMillisecondsAreNothing() {
        assertThat(STOP.against(outcomes(600, 0, 50), outcomes(1350, 0, 5))).isEmpty();
    }

    @Test
    void aSlowAnswerOrTwoAreNothing() {
        assertThat(STOP.against(outcomes(499, 0, 9000), outcomes(1350, 0, 5))).isEmpty();
        assertThat(STOP.against(outcomes(500, 0, 9000), outcomes(1350, 0, 5))).isPresent();
    }

    @Test
    void ofThoseThatWaitedNothingIsConcludedAboutLatency() {
        var mostWaited = new Outcomes(5000, 0, 499, Duration.ofSeconds(9));
        assertThat(STOP.against(mostWaited, outcomes(1350, 0, 5))).isEmpty();
    }

    @Test
    void slownessAndEverythingMayBeAllowed() {
        var anyLatency = new StopRule(true, Duration.ofMinutes(1), 100, 0.05, 0, Duration.ZERO);
        assertThat(anyLatency.against(outcomes(600, 0, 9000), outcomes(1350, 0, 5)))
                .isEmpty();
        var off = new StopRule(false, Duration.ofMinutes(1), 100, 0.05, 2, Duration.ZERO);
        assertThat(off.against(outcomes(150, 150, 9000), outcomes(1350, 0, 5))).isEmpty();
    }

    @Property
    void ofFewRequestsOnEitherSideNothingIsConcluded(
            @ForAll @IntRange(max = 99) int few, @ForAll @IntRange(max = 5000) int many) {
        assertThat(STOP.against(outcomes(few, few, 9000), outcomes(many, 0, 1))).isEmpty();
        assertThat(STOP.against(outcomes(many, many, 9000), outcomes(few, 0, 1)))
                .isEmpty();
    }

    @Property
    void nobodyIsWorseThanItself(
            @ForAll @IntRange(max = 5000) int requests,
            @ForAll @IntRange(max = 5000) int failures,
            @ForAll @IntRange(max = 60_000) int millis) {
        Outcomes same = outcomes(requests, Math.min(requests, failures), millis);
        assertThat(STOP.against(same, same)).isEmpty();
    }

    @Property
    void worseStaysWorse(
            @ForAll @IntRange(min = 100, max = 1000) int requests,
            @ForAll @IntRange(max = 500) int failures,
            @ForAll @IntRange(max = 100) int otherFailures,
            @ForAll @IntRange(max = 2000) int millis) {
        Outcomes own = outcomes(requests, Math.min(requests, failures), millis);
        Outcomes others = outcomes(600, otherFailures, 100);
        if (STOP.against(own, others).isPresent()) {
            assertThat(STOP.against(outcomes(requests, requests, millis + 1), others))
                    .isPresent();
        }
    }

    private static Outcomes outcomes(long requests, long failures, long p99Millis) {
        return new Outcomes(requests, failures, requests - failures, Duration.ofMillis(p99Millis));
    }
}
