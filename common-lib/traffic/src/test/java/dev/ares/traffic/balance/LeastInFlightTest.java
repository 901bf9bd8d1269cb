package dev.ares.traffic.balance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeastInFlightTest {

    private final LeastInFlight policy = new LeastInFlight(new Random(7)::nextDouble);

    @Test
    void ofTwoTheLessBusyAnswers() {
        assertThat(Shares.of(policy, Shares.inFlight(3, 2), 100)).isEqualTo(Map.of("i-1", 100));
    }

    @Test
    void theBusiestOfManyAnswersNobody() {
        assertThat(Shares.of(policy, Shares.inFlight(1, 9, 1, 0), 1000)).doesNotContainKey("i-1");
    }

    @Test
    void whatIsInFlightCountsByWeight() {
        List<Candidate> candidates = List.of(new Candidate("small", 0.1, 1), new Candidate("large", 1, 9));
        assertThat(Shares.of(policy, candidates, 100)).isEqualTo(Map.of("large", 100));
    }

    @Test
    void withoutLoadEachGetsItsShare() {
        assertThat(Shares.of(policy, Shares.weights(1, 0.1), 11_000).get("i-1")).isBetween(850, 1150);
    }

    /** One or two requests at a time: a canary of a tenth gets about a tenth, not what comes while the other one is busy. */
    @Test
    void withLittleLoadToo() {
        double[] weights = {1, 0.1};
        int[] inFlight = {0, 0};
        int[] answered = {0, 0};
        Random chance = new Random(3);
        int before = policy.choose(List.of(new Candidate("a", 1, 0), new Candidate("b", 0.1, 0)), "");
        for (int request = 0; request < 11_000; request++) {
            inFlight[before] = chance.nextBoolean() ? 1 : 0;
            int chosen = policy.choose(
                    List.of(new Candidate("a", weights[0], inFlight[0]), new Candidate("b", weights[1], inFlight[1])),
                    "");
            answered[chosen]++;
            inFlight[before] = 0;
            before = chosen;
        }
        assertThat(answered[1]).isBetween(800, 1150);
    }

    @Test
    void aloneItAnswers() {
        assertThat(policy.choose(Shares.inFlight(1000), "")).isZero();
    }

    /** Balls into bins: the fullest of n has log log n more than its share, not log n. */
    @Test
    void twoChoicesKeepTheFullestClose() {
        int[] inFlight = new int[50];
        for (int request = 0; request < 5000; request++) {
            inFlight[policy.choose(Shares.inFlight(inFlight), "")]++;
        }
        assertThat(Arrays.stream(inFlight).max().orElseThrow()).isBetween(100, 104);
    }

    @Property(tries = 500)
    void theBusiestIsChosenOnlyAmongEquals(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 0, max = 50) Integer> inFlight, @ForAll long seed) {
        var chance = new LeastInFlight(new Random(seed)::nextDouble);
        int chosen = inFlight.get(chance.choose(
                Shares.inFlight(inFlight.stream().mapToInt(Integer::intValue).toArray()), ""));
        assertThat(inFlight.stream().filter(each -> each >= chosen).count()).isGreaterThanOrEqualTo(2);
    }
}
