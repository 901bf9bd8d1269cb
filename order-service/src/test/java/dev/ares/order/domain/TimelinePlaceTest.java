package dev.ares.order.domain;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimelinePlaceTest {

    private static final int SMALL_STACK = 256 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"0", "14", "14.3.5", "999999999.0"})
    void isReadAsItIsWritten(String text) {
        assertThat(TimelinePlace.parse(text)).map(TimelinePlace::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".1", "1..2", "x", "-1", "+1", "1 ", "1,2", "1000000000", "\u0661"})
    void anythingElseIsNone(String text) {
        assertThat(TimelinePlace.parse(text)).isEmpty();
    }

    @Test
    void hasSoManyPartsAndNoMore() {
        assertThat(TimelinePlace.parse("1" + ".1".repeat(5000))).isPresent();
        assertThat(TimelinePlace.parse("1" + ".1".repeat(5001))).isEmpty();
        assertThat(TimelinePlace.parse("1" + ".".repeat(100_000))).isEmpty();
    }

    @Test
    void takesNoStackForItsLength() throws Exception {
        var read = new FutureTask<>(() -> TimelinePlace.parse("1" + ".1".repeat(5000)));
        new Thread(null, read, "small", SMALL_STACK).start();

        assertThat(read.get(10, TimeUnit.SECONDS).orElseThrow().seen()).hasSize(5001);
    }
}
