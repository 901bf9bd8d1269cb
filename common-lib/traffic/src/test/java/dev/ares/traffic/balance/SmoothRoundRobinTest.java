package dev.ares.traffic.balance;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SmoothRoundRobinTest {

    private final SmoothRoundRobin policy = new SmoothRoundRobin();

    @Test
    void equalOnesComeInTurn() {
        assertThat(turns(Shares.weights(1, 1, 1), 6)).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void turnsOfOneAreSpreadOut() {
        assertThat(turns(Shares.weights(5, 1, 1), 7)).containsExactly(0, 0, 1, 0, 2, 0, 0);
    }

    @Test
    void oneThatIsAddedGetsItsTurnsAndNoMore() {
        Shares.of(policy, Shares.weights(1, 1), 7);
        assertThat(Shares.of(policy, Shares.weights(1, 1, 1), 30).get("i-2")).isBetween(9, 11);
    }

    @Test
    void whatIsOwedToThoseThatWentIsForgottenInTheEnd() {
        for (int i = 0; i < 3000; i++) {
            policy.choose(List.of(new Candidate("gone-" + i, 1, 0)), "");
        }
        assertThat(Shares.of(policy, Shares.weights(1, 1), 10)).isEqualTo(Map.of("i-0", 5, "i-1", 5));
    }

    /** After a whole round each has exactly its weight, whatever the weights are. */
    @Property(tries = 200)
    void sharesAreFair(@ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 20) Integer> weights) {
        var fresh = new SmoothRoundRobin();
        int round = weights.stream().mapToInt(Integer::intValue).sum();
        Map<String, Integer> shares = Shares.of(
                fresh,
                Shares.weights(weights.stream().mapToDouble(weight -> weight).toArray()),
                2 * round);
        for (int i = 0; i < weights.size(); i++) {
            assertThat(shares).containsEntry("i-" + i, 2 * weights.get(i));
        }
    }

    private List<Integer> turns(List<Candidate> candidates, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(request -> policy.choose(candidates, ""))
                .toList();
    }
}
