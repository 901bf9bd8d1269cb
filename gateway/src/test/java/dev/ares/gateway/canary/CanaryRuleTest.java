package dev.ares.gateway.canary;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.ares.gateway.canary.CanaryExamples.NEVER;
import static dev.ares.gateway.canary.CanaryExamples.rule;
import static dev.ares.gateway.canary.CanaryExamples.share;
import static org.assertj.core.api.Assertions.assertThat;

/** An instance is its version here. */
class CanaryRuleTest {

    private static final List<String> BOTH = List.of("1.0", "2.0");

    @Test
    void whomNoVersionIsForGetsWhatIsNotListed() {
        assertThat(among(rule(share("2.0", 0)), BOTH, user("u-1"))).containsExactly("1.0");
    }

    @Test
    void usersAndRolesThatAreNamedGetTheirVersion() {
        var rule = rule(new VersionRule("2.0", 0, List.of("operator"), List.of("u-7")));

        assertThat(among(rule, BOTH, user("u-7"))).containsExactly("2.0");
        assertThat(among(rule, BOTH, user("u-8"))).containsExactly("1.0");
        assertThat(among(rule, BOTH, user("u-8", "customer", "operator"))).containsExactly("2.0");
    }

    @Test
    void aHeaderChoosesAnyVersionWhereTheRuleAllowsIt() {
        var allowed =
                new CanaryRule(List.of(share("2.0", 100)), CanaryRule.StickyBy.USER, "", true, CanaryExamples.STOP);

        assertThat(among(allowed, BOTH, asking("1.0"))).containsExactly("1.0");
        assertThat(among(allowed, BOTH, asking("2.0"))).containsExactly("2.0");
        assertThat(among(allowed, BOTH, asking("9.9"))).containsExactly("2.0");
        assertThat(among(rule(share("2.0", 100)), BOTH, asking("1.0"))).containsExactly("2.0");
    }

    @Test
    void whatDoesNotRunIsPassedOver() {
        assertThat(among(rule(share("2.0", 100)), List.of("1.0"), user("u-1"))).containsExactly("1.0");
        assertThat(among(rule(share("2.0", 0)), List.of("2.0"), user("u-1"))).containsExactly("2.0");
        assertThat(among(rule(share("2.0", 0)), List.of(), user("u-1"))).isEmpty();
    }

    @Test
    void whatWasStoppedGetsNobodyUnlessThereIsNothingElse() {
        var rule = rule(new VersionRule("2.0", 100, List.of("operator"), List.of("u-1")));

        assertThat(rule.among(BOTH, Function.identity(), user("u-1", "operator"), "2.0"::equals))
                .containsExactly("1.0");
        assertThat(rule.among(List.of("2.0"), Function.identity(), user("u-1"), "2.0"::equals))
                .containsExactly("2.0");
        var twoListed = rule(share("1.0", 90), share("2.0", 10));
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> twoListed.among(BOTH, Function.identity(), user("u-" + i), "2.0"::equals)))
                .containsOnly(List.of("1.0"));
    }

    @Test
    void aPlaceIsTheUsersOrTheAddresses() {
        var byUser = rule(share("2.0", 50));
        var byAddress = new CanaryRule(byUser.versions(), CanaryRule.StickyBy.ADDRESS, "", false, CanaryExamples.STOP);

        for (int i = 0; i < 100; i++) {
            String address = "10.0.0." + i;
            assertThat(among(byUser, BOTH, new Visitor("u-1", address, Set.of(), null)))
                    .isEqualTo(among(byUser, BOTH, user("u-1")));
            assertThat(among(byAddress, BOTH, new Visitor("u-" + i, "10.0.0.1", Set.of(), null)))
                    .isEqualTo(among(byAddress, BOTH, new Visitor(null, "10.0.0.1", Set.of(), null)));
            assertThat(among(byUser, BOTH, new Visitor(null, address, Set.of(), null)))
                    .isEqualTo(among(byAddress, BOTH, new Visitor("u-1", address, Set.of(), null)));
        }
    }

    @Test
    void anotherSeedDealsAnew() {
        var first = rule(share("2.0", 50));
        var second = new CanaryRule(first.versions(), CanaryRule.StickyBy.USER, "other", false, CanaryExamples.STOP);

        assertThat(IntStream.range(0, 100)
                        .filter(i -> among(first, BOTH, user("u-" + i)).equals(among(second, BOTH, user("u-" + i))))
                        .count())
                .isBetween(25L, 75L);
    }

    @Property(tries = 300)
    void whoHasTheNewVersionKeepsItWhileItsShareGrows(
            @ForAll @Size(max = 20) String id,
            @ForAll @DoubleRange(max = 100) double percent,
            @ForAll @DoubleRange(max = 100) double more) {
        double larger = Math.min(100, percent + more);
        boolean before = among(rule(share("2.0", percent)), BOTH, user(id)).contains("2.0");
        boolean after = among(rule(share("2.0", larger)), BOTH, user(id)).contains("2.0");

        assertThat(!before || after).isTrue();
    }

    @Property(tries = 30)
    void eachVersionGetsItsShareOfManyUsers(
            @ForAll @IntRange(max = 50) int one, @ForAll @IntRange(max = 50) int other, @ForAll int salt) {
        var rule = rule(share("2.0", one), share("3.0", other));
        var versions = List.of("1.0", "2.0", "3.0");
        List<String> got = IntStream.range(0, 4000)
                .mapToObj(i -> among(rule, versions, user(salt + "-" + i)).get(0))
                .toList();

        // Five standard deviations of 4000 throws with 50 % are 4 %.
        assertThat(percent(got, "2.0")).isBetween(one - 4.0, one + 4.0);
        assertThat(percent(got, "3.0")).isBetween(other - 4.0, other + 4.0);
    }

    @Property(tries = 300)
    void somebodyAnswersAndIsAlwaysTheSame(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 4) Integer> running,
            @ForAll @IntRange(max = 50) int share,
            @ForAll @Size(max = 10) String id,
            @ForAll @IntRange(max = 4) int stopped) {
        List<String> instances = running.stream().map(number -> number + ".0").toList();
        var rule = rule(share("2.0", share), share("3.0", share));

        List<String> found = rule.among(instances, Function.identity(), user(id), (stopped + ".0")::equals);

        assertThat(found).isNotEmpty();
        assertThat(instances).containsAll(found);
        assertThat(rule.among(instances, Function.identity(), user(id), (stopped + ".0")::equals))
                .isEqualTo(found);
    }

    private static double percent(List<String> got, String version) {
        return got.stream().filter(version::equals).count() * 100.0 / got.size();
    }

    private static List<String> among(CanaryRule rule, List<String> instances, Visitor visitor) {
        return rule.among(instances, Function.identity(), visitor, NEVER);
    }

    private static Visitor user(@Nullable String id, String... roles) {
        return new Visitor(id, "192.0.2.1", Set.of(roles), null);
    }

    private static Visitor asking(String version) {
        return new Visitor("u-1", "192.0.2.1", Set.of(), version);
    }
}
