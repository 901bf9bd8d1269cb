package dev.ares.messaging;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void growsToFiveSecondsAndNoFurther() {
        var waits = Stream.generate(backOff::next).limit(50).toList();

        assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofMillis(200));
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) <= 0);
        assertThat(waits.subList(10, 50)).allMatch(wait -> wait.compareTo(Duration.ofSeconds(4)) >= 0);
    }

    @Test
    void beginsAnewAfterASuccess() {
        Stream.generate(backOff::next).limit(10).forEach(wait -> {});

        backOff.reset();

        assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofMillis(200));
    }
}
