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
        requests(5000, 20, false);

        assertThat(trial.isStopped()).isFalse();
    }

    @Test
    void isStoppedOnceWhenItFails() {
        requests(2000, 20, false);
        requests(2000, 20, true);

        assertThat(trial.isStopped()).isTrue();
        assertThat(reasons).singleElement().asString().contains("failed");
    }

    @Test
    void isStoppedWhenItBecomesSlow() {
        requests(600, 200, false);

        assertThat(trial.isStopped()).isTrue();
        assertThat(reasons).singleElement().asString().contains("took up to");
    }

    @Test
    void ofWhatIsLongerAgoThanTheWindowNothingIsHeld() {
        requests(90, 20, true);
        now += 61_000 * MILLI;
        requests(2000, 20, false);

        assertThat(trial.isStopped()).isFalse();
    }

    @Test
    void staysStoppedWhenItIsWellAgain() {
        requests(200, 20, true);
        now += 61_000 * MILLI;
        requests(2000, 20, false);

        assertThat(trial.isStopped()).isTrue();
    }

    private void requests(int count, int millis, boolean failing) {
        for (int i = 0; i < count; i++) {
            now += 10 * MILLI;
            assertThat(trial.record("1.0", now, 20 * MILLI, false)).isEmpty();
            Optional<String> reason = trial.record("2.0", now, millis * MILLI, failing);
            reason.ifPresent(reasons::add);
        }
    }
}
