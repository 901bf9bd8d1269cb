package dev.ares.benchmarks.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTest {

    @Test
    void everybodyIsFirstOnce() throws Exception {
        List<String> asked = new ArrayList<>();

        Turns.take(3, List.of("a", "b", "c"), (who, round) -> asked.add(who + round));

        assertThat(asked).containsExactly("a1", "b1", "c1", "c2", "a2", "b2", "b3", "c3", "a3");
    }

    @Test
    void runsAreTheContendersOwnInTheOrderOfTheRounds() throws Exception {
        Map<String, List<String>> runs = Turns.take(2, List.of("a", "b"), (who, round) -> who + round);

        assertThat(runs).containsExactly(Map.entry("a", List.of("a1", "a2")), Map.entry("b", List.of("b1", "b2")));
    }

    @Test
    void theMedianIsTheOneInTheMiddle() {
        assertThat(Median.of(List.of(9, 1, 2), Integer::doubleValue)).isEqualTo(2);
        assertThat(Median.of(List.of(9, 1, 2, 3), Integer::doubleValue)).isEqualTo(2.5);
    }
}
