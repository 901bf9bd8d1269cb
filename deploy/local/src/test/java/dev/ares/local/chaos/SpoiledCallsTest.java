package dev.ares.local.chaos;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpoiledCallsTest {

    private static final URI FIRST = URI.create("http://first");
    private static final URI SECOND = URI.create("http://second");

    private final Map<URI, Double> counters = new HashMap<>();

    @Test
    void everyProcessOfTheServiceCounts() {
        tell(FIRST, 5);
        tell(SECOND, 0);
        SpoiledCalls calls = calls();

        tell(FIRST, 6);
        tell(SECOND, 2);
        calls.look();

        assertThat(calls.number()).isEqualTo(3);
    }

    @Test
    void whatAProcessDidBeforeItsEndAndAfterItsStartIsBothCounted() {
        tell(FIRST, 5);
        SpoiledCalls calls = calls();

        tell(FIRST, 9);
        calls.look();
        counters.remove(FIRST);
        calls.look();
        tell(FIRST, 2);
        calls.look();

        assertThat(calls.number()).isEqualTo(4 + 2);
    }

    @Test
    void whatAProcessSpoiledBeforeItWasFirstHeardOfIsNotKnown() {
        SpoiledCalls calls = calls();

        tell(FIRST, 7);
        calls.look();
        assertThat(calls.number()).isZero();

        tell(FIRST, 8);
        calls.look();
        assertThat(calls.number()).isEqualTo(1);
    }

    private SpoiledCalls calls() {
        return new SpoiledCalls(List.of(FIRST, SECOND), this::told);
    }

    private void tell(URI process, double spoiled) {
        counters.put(process, spoiled);
    }

    private OptionalDouble told(URI process) {
        Double spoiled = counters.get(process);
        return spoiled == null ? OptionalDouble.empty() : OptionalDouble.of(spoiled);
    }
}
