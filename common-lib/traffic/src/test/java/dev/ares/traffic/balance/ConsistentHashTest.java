package dev.ares.traffic.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConsistentHashTest {

    private final ConsistentHash policy = new ConsistentHash(1.25);

    @Test
    void aKeyStaysWhereItIsInWhateverOrderTheRegistryAnswers() {
        List<Candidate> one = Shares.weights(1, 1, 1);
        List<Candidate> other = List.of(one.get(2), one.get(0), one.get(1));
        for (int key = 0; key < 100; key++) {
            assertThat(other.get(policy.choose(other, "u-" + key))).isEqualTo(one.get(policy.choose(one, "u-" + key)));
        }
    }

    @Test
    void sharesFollowTheWeights() {
        Map<String, Integer> shares = Shares.of(policy, Shares.weights(1, 2, 1), 40_000);
        assertThat(shares.get("i-0")).isBetween(9_500, 10_500);
        assertThat(shares.get("i-1")).isBetween(19_500, 20_500);
    }

    @Test
    void aHotKeyOverflowsToTheNextAndBuriesNobody() {
        int[] inFlight = new int[4];
        for (int request = 0; request < 400; request++) {
            inFlight[policy.choose(Shares.inFlight(inFlight), "the hot one")]++;
        }
        for (int each : inFlight) {
            assertThat(each).isLessThanOrEqualTo(126);
        }
    }

    @Test
    void aBoundBelowOneHasNoRoomForAll() {
        assertThatThrownBy(() -> new ConsistentHash(0.99)).hasMessage("bound: 0.99 (expected: at least 1)");
    }

    /** Only keys of the one that goes move; and, read backwards, only to the one that comes. */
    @Property(tries = 100)
    void whenAnInstanceGoesOnlyItsKeysMove(
            @ForAll @IntRange(min = 2, max = 10) int instances,
            @ForAll @IntRange(max = 9) int gone,
            @ForAll long seed) {
        List<Candidate> before = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            before.add(new Candidate("10.0.0." + i + ":" + (seed & 0xFFFF), 1, 0));
        }
        Candidate leaving = before.get(gone % instances);
        List<Candidate> after = before.stream().filter(each -> each != leaving).toList();
        for (int key = 0; key < 200; key++) {
            Candidate old = before.get(policy.choose(before, seed + "-" + key));
            Candidate now = after.get(policy.choose(after, seed + "-" + key));
            assertThat(now.equals(old) || old.equals(leaving)).isTrue();
        }
    }

    /** So slow start moves each key once at most. */
    @Property(tries = 100)
    void anInstanceThatGrowsOnlyWinsKeys(@ForAll @IntRange(min = 1, max = 9) int tenths, @ForAll long seed) {
        List<Candidate> small = Shares.weights(1, 1, tenths / 10.0);
        List<Candidate> grown = Shares.weights(1, 1, (tenths + 1) / 10.0);
        for (int key = 0; key < 200; key++) {
            int before = policy.choose(small, seed + "-" + key);
            int after = policy.choose(grown, seed + "-" + key);
            assertThat(after == before || after == 2).isTrue();
        }
    }
}
