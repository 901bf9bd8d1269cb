package dev.ares.traffic.balance;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MembersTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Members members = new Members();

    @Test
    void whoWasChosenFromAnOlderListIsStillOne() {
        Members members = new Members();
        members.are(Set.of("a"), 0);

        assertThat(members.memberOrLeft("a", 1)).isSameAs(members.member("a").orElseThrow());
        assertThat(members.has(members.memberOrLeft("gone", 1))).isFalse();
    }

    @Test
    void thoseThatWereThereFirstAreNotNew() {
        members.are(Set.of("a", "b"), 0);
        assertThat(weight("a", 0)).isEqualTo(1);
    }

    @Test
    void aNewOneGrowsWithinTheWindow() {
        members.are(Set.of("a"), 0);
        members.are(Set.of("a", "b"), seconds(5));

        assertThat(weight("a", 5)).isEqualTo(1);
        assertThat(weight("b", 5)).isEqualTo(0.1);
        assertThat(weight("b", 9)).isEqualTo(0.4);
        assertThat(weight("b", 15)).isEqualTo(1);
        assertThat(member("b").candidate(0.5, seconds(9), WINDOW).weight()).isEqualTo(0.2);
        assertThat(member("b").candidate(1, seconds(5), Duration.ZERO).weight()).isEqualTo(1);
    }

    @Test
    void oneThatWentAndCameAgainIsNew() {
        members.are(Set.of("a", "b"), 0);
        Member before = member("b");
        members.are(Set.of("a"), seconds(1));
        assertThat(members.has(before)).isFalse();

        members.are(Set.of("a", "b"), seconds(2));
        assertThat(weight("b", 2)).isEqualTo(0.1);
        assertThat(members.has(before)).isFalse();
    }

    @Test
    void oneRefusedConnectionIsEnough() {
        members.are(Set.of("a", "b"), 0);

        assertThat(member("a").refused()).isTrue();
        assertThat(member("a").refused()).isFalse();
        member("a").answered();

        assertThat(member("a").isOut()).isTrue();
        assertThat(members.out()).isEqualTo(1);
    }

    @Test
    void unansweredRequestsAreEnoughOnlyInARow() {
        members.are(Set.of("a"), 0);
        Member a = member("a");
        for (int i = 0; i < 10; i++) {
            assertThat(a.unanswered(3)).isFalse();
            assertThat(a.unanswered(3)).isFalse();
            a.answered();
        }
        a.unanswered(3);
        a.unanswered(3);
        assertThat(a.unanswered(3)).isTrue();
        assertThat(a.unanswered(3)).isFalse();
    }

    @Test
    void oneThatIsBackStartsSlowly() {
        members.are(Set.of("a", "b"), 0);
        member("a").refused();
        member("a").back(seconds(20));

        assertThat(member("a").isOut()).isFalse();
        assertThat(weight("a", 21)).isEqualTo(0.1);
        assertThat(weight("a", 25)).isEqualTo(0.5);
    }

    @Test
    void whatIsInFlightIsCounted() {
        members.are(Set.of("a"), 0);
        member("a").begun();
        member("a").begun();
        member("a").ended();
        assertThat(member("a").candidate(1, 0, WINDOW).inFlight()).isEqualTo(1);
    }

    private Member member(String id) {
        return members.member(id).orElseThrow();
    }

    private double weight(String id, int seconds) {
        return member(id).candidate(1, seconds(seconds), WINDOW).weight();
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
