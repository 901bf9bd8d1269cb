package dev.ares.gateway.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A request to each version every 10 ms. */
class TrialTest {

    private static final long MILLI = 1_000_000;

    private final Trial trial = new Trial("2.0", CanaryExamples.STOP);
    private final List<String> reasons = new ArrayList<>();
    private long now;

    @Test
    void goesOnWhileItIsAsGoodAsTheOthers() {
        requests(5000, 20, Outcome.ANSWERED);

        assertThat(trial.isStopped()).isFalse();
    }

    @Test
    void isStoppedOnceWhenItFails() {
        requests(2000, 20, Outcome.ANSWERED);
        requests(2000, 20, Outcome.FAILED);

        assertThat(trial.isStopped()).isTrue();
        assertThat(reasons).singleElement().asString().contains("failed");
    }

    @Test
    void isStoppedWhenItBecomesSlow() {
        requests(600, 200, Outcome.ANSWERED);

        assertThat(trial.isStopped()).isTrue();
        assertThat(reasons).singleElement().asString().contains("took up to");
    }

    /** Half of them ask to wait, on this version only. */
    @Test
    void isNotStoppedForThoseWhoAskToWait() {
        for (int i = 0; i < 600; i++) {
            requests(1, 20, Outcome.ANSWERED);
            requests(1, 20_000, Outcome.WAITED);
        }

        assertThat(trial.isStopped()).isFalse();
    }

    @Test
    void isStoppedWhenTheyFail() {
        requests(2000, 20_000, Outcome.WAITED);
        requests(300, 20_000, Outcome.FAILED);

        assertThat(trial.isStopped()).isTrue();
        assertThat(reasons).singleElement().asString().contains("failed");
    }

    @Test
    void ofWhatIsLongerAgoThanTheWindowNothingIsHeld() {
        requests(90, 20, Outcome.FAILED);
        now += 61_000 * MILLI;
        requests(2000, 20, Outcome.ANSWERED);

        assertThat(trial.isStopped()).isFalse();
    }

    @Test
    void staysStoppedWhenItIsWellAgain() {
        requests(200, 20, Outcome.FAILED);
        now += 61_000 * MILLI;
        requests(2000, 20, Outcome.ANSWERED);

        assertThat(trial.isStopped()).isTrue();
    }

    private void requests(int count, int millis, Outcome outcome) {
        for (int i = 0; i < count; i++) {
            now += 10 * MILLI;
            assertThat(trial.record("1.0", now, 20 * MILLI, Outcome.ANSWERED)).isEmpty();
            Optional<String> reason = trial.record("2.0", now, millis * MILLI, outcome);
            reason.ifPresent(reasons::add);
        }
    }
}
