package dev.ares.faults;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.SettingsFeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LiveFaultsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static final String SOON = "2026-11-21T10:01:00Z";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<SettingsFeed.Follower> followers = new ArrayList<>();
    private final LiveSettings<FaultRules> rules = new LiveSettingsFactory(
                    new MockEnvironment(), (name, follower) -> followers.add(follower), metrics)
            .follow(FaultRules.PREFIX, FaultRules.class);
    private final LiveFaults faults = new LiveFaults(rules, Clock.fixed(NOW, ZoneOffset.UTC), metrics);

    @Test
    void nothingHappensWithoutARule() {
        assertThat(faults.next(Hop.OUTBOX, "orders")).isNull();
    }

    @Test
    void aRuleStrikesItsHopAndNoOther() {
        push("id: a, hop: outbox, kind: delay, delay: 2s");

        InjectedFault fault = faults.next(Hop.OUTBOX, "orders");

        assertThat(fault).isNotNull();
        assertThat(fault.kind()).isEqualTo(FaultKind.DELAY);
        assertThat(fault.delay()).hasSeconds(2);
        assertThat(faults.next(Hop.CONSUMER, "orders")).isNull();
        assertThat(metrics.counter("ares.faults.injected", "hop", "outbox", "kind", "delay")
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ares.payment.v1.Pay, ares.payment.v1.Pay, true",
        "Pay, ares.payment.v1.Pay, true",
        "Quote, ares.inventory.v1.Catalogue/Quote, true",
        "find, CustomerClient#find(String), true",
        "ay, ares.payment.v1.Pay, false",
        "v1.Pay, ares.payment.v1.Pay, false"
    })
    void aTargetIsAWholeNameOrItsLastPart(String target, String name, boolean struck) {
        push("id: a, hop: grpc, kind: error, target: '" + target + "'");
        assertThat(faults.next(Hop.GRPC, name) != null).isEqualTo(struck);
    }

    @Test
    void theSameSeedPicksTheSameCalls() {
        push("id: a, hop: outbox, kind: drop, percent: 30, seed: 7");
        List<Boolean> first = struck(200);
        pushDocument(null);
        push("id: a, hop: outbox, kind: drop, percent: 30, seed: 7");

        assertThat(struck(200)).isEqualTo(first);
        assertThat(first.stream().filter(hit -> hit).count()).isBetween(40L, 80L);
    }

    @Test
    void itEndsAfterItsHitsAlsoWhenAnotherRuleIsPushed() {
        String twice = "id: a, hop: outbox, kind: error, hits: 2";
        push(twice);
        assertThat(struck(1)).containsExactly(true);

        push(twice, "id: b, hop: provider, kind: error");

        assertThat(struck(3)).containsExactly(true, false, false);
    }

    @Test
    void whoStartsUnderACrashHasHadIt() {
        push("id: a, hop: outbox, kind: crash-after");
        assertThat(struck(1)).containsExactly(true);

        var restarted = new LiveFaults(rules, Clock.fixed(NOW, ZoneOffset.UTC), metrics);

        assertThat(restarted.next(Hop.OUTBOX, "orders")).isNull();
    }

    @Test
    void itEndsByItself() {
        pushDocument(document("2026-11-21T10:00:01Z", "id: a, hop: outbox, kind: error"));
        assertThat(struck(1)).containsExactly(true);
        pushDocument(document("2026-11-21T10:00:00Z", "id: a, hop: outbox, kind: error"));
        assertThat(struck(1)).containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hop: outbox, kind: error                          | id: null (expected: 1 to 40 of a-z, 0-9 and -)",
                "id: a, kind: error                                | hop: null (expected: grpc, feign,",
                "id: a, hop: outbox                                | kind: null (expected: delay, error,",
                "id: a, hop: outbox, kind: delay, delay: 2m        | delay: PT2M (expected: 0 to 60 s)",
                "id: a, hop: outbox, kind: error, percent: 101     | percent: 101.0 (expected: above 0, up to 100)",
                "id: a, hop: outbox, kind: error, hits: -1         | hits: -1 (expected: 0 for no limit, or more)",
                "id: a, hop: commit, kind: error                   | kind: ERROR (expected: delay, crash-before or crash-after for",
                "id: a, hop: consumer, kind: crash-after           | hop: CONSUMER (expected: outbox, provider or commit for a crash",
                "id: a, hop: outbox, kind: explode                 | ares.faults.rules[0].kind: explode (expected: delay, error, drop,",
                "id: a, hop: outbox, kind: error, often: true      | [0].often"
            })
    void aWrongRuleIsRefusedWithTheReasonAndTheOldOnesStay(String wrong, String reason) {
        push("id: old, hop: provider, kind: error");
        String document = document(SOON, wrong);

        assertThatThrownBy(() -> rules.publish(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        pushDocument(document);

        assertThat(faults.next(Hop.PROVIDER, "pay")).isNotNull();
        assertThat(faults.next(Hop.OUTBOX, "orders")).isNull();
    }

    @Test
    void twoRulesOfOneIdAreRefused() {
        assertThatThrownBy(() -> rules.publish(
                        document(SOON, "id: a, hop: outbox, kind: error", "id: a, hop: outbox, kind: drop")))
                .hasMessageContaining("id: a twice");
    }

    private List<Boolean> struck(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> faults.next(Hop.OUTBOX, "orders") != null)
                .toList();
    }

    private void push(String... open) {
        pushDocument(document(SOON, open));
    }

    private void pushDocument(@Nullable String document) {
        followers.forEach(follower -> follower.pushed(document));
    }

    private static String document(String until, String... open) {
        return Stream.of(open)
                .map(rule -> "{" + rule + ", until: '" + until + "'}")
                .collect(Collectors.joining(", ", "rules: [", "]"));
    }
}
