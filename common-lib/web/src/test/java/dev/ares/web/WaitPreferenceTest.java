package dev.ares.web;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitPreferenceTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void readsTheSecondsAmongOtherPreferences() {
        assertThat(WaitPreference.of(List.of("respond-async, wait=5"), LONGEST)).contains(Duration.ofSeconds(5));
        assertThat(WaitPreference.of(List.of("handling=lenient", "Wait = 7"), LONGEST))
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void isBounded() {
        assertThat(WaitPreference.of(List.of("wait=999999"), LONGEST)).contains(LONGEST);
    }

    @Test
    void ignoresWhatMakesNoSense() {
        assertThat(WaitPreference.of(List.of("wait=-1", "wait=soon", "await=5", ""), LONGEST))
                .isEmpty();
    }

    @Test
    void howLongAnAnswerWasHeldBackIsReadAsItWasWritten() {
        assertThat(WaitPreference.waited(List.of(WaitPreference.waited(Duration.ofMillis(1234)))))
                .isEqualTo(Duration.ofMillis(1234));
        assertThat(WaitPreference.waited(List.of("db;dur=5", "wait;dur=7"))).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void whoDidNotSayItDidNotWait() {
        assertThat(WaitPreference.waited(List.of())).isZero();
        assertThat(WaitPreference.waited(List.of("wait", "wait;dur=-1", "wait;dur=9999999999", "await;dur=5")))
                .isZero();
    }
}
