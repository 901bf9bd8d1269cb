package dev.ares.local.chaos;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.ares.check.CheckResult;
import dev.ares.check.Rule;
import dev.ares.check.Violation;
import dev.ares.local.chaos.Fault.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ChaosResultTest {

    @Test
    void aKindThatNeverHappenedIsToldAndWhatCollapsedIsNotPlanned() {
        ChaosResult result = result(Kind.KILL, Kind.KILL, Kind.DELAY, Kind.COLLAPSE);

        assertThat(result.faults())
                .containsOnlyKeys("kill", "freeze", "restart", "delay", "error", "drop", "duplicate", "reorder")
                .containsEntry("kill", 2L)
                .containsEntry("delay", 1L)
                .containsEntry("freeze", 0L);
    }

    @Test
    void theReportSaysHowManyCallsEachKindOfSwitchSpoiled() {
        ChaosResult result = result(Kind.KILL, Kind.DELAY, Kind.DELAY, Kind.DROP);

        assertThat(result.spoiledCalls())
                .containsOnlyKeys("delay", "error", "drop", "duplicate", "reorder")
                .containsEntry("delay", 14L)
                .containsEntry("drop", 7L)
                .containsEntry("error", 0L);
        assertThat(report(result)).contains("Calls spoiled by switches: {delay=14, drop=7, duplicate=0");
    }

    @Test
    void whatWasRefundedSinceHadGoneThrough() {
        ChaosResult result = result(80, Map.of("CONFIRMED", 30L, "REFUNDED", 10L, "CANCELLED DEADLINE_EXCEEDED", 40L));

        assertThat(result.confirmed()).isEqualTo(40);
        assertThat(result.confirmedShare()).isEqualTo(0.5);
    }

    @Test
    void aRunThatHardlyAcceptedAnythingTellsLittleAndItsReportSaysSo() {
        var faults = new Kind[] {
            Kind.KILL, Kind.FREEZE, Kind.RESTART, Kind.DELAY, Kind.ERROR, Kind.DROP, Kind.DUPLICATE, Kind.REORDER
        };
        ChaosResult much = result(100, Map.of("CONFIRMED", 50L), faults);
        ChaosResult few = result(99, Map.of("CONFIRMED", 99L), faults);
        ChaosResult mostlyCancelled = result(100, Map.of("CONFIRMED", 49L), faults);

        assertThat(much.tellsEnough()).isTrue();
        assertThat(report(much))
                .contains("100 accepted (expected: 100 at least), 50 of them confirmed, refunds included: 50 %")
                .doesNotContain("LESS THAN EXPECTED");
        assertThat(report(few)).contains("LESS THAN EXPECTED");
        assertThat(report(mostlyCancelled)).contains("LESS THAN EXPECTED");
    }

    @Test
    void tenMinutesAreExpectedToSeeEachKindOfFaultFiveTimes() {
        var settings = new ChaosSettings(1, Duration.ofMinutes(10), Duration.ofSeconds(3), 4, Duration.ofMinutes(1));

        assertThat(settings.leastAccepted()).isEqualTo(1_000);
        assertThat(settings.leastOfEachKind()).isEqualTo(5);
    }

    @Test
    void whatIsWrongForAMomentIsWrongUnlessSomethingIsLate() {
        var wrongStock = new Violation(Rule.STOCK, "sku mug", "sold 3 (expected: 2)");
        var late = new Violation(Rule.ENDED, "order 1", "PENDING (expected: ended)");

        assertThat(found(List.of(wrongStock), List.of()).wrong()).containsExactly(wrongStock);
        assertThat(found(List.of(wrongStock, late), List.of()).wrong()).isEmpty();
        assertThat(found(List.of(wrongStock, late), List.of(wrongStock)).wrong())
                .containsExactly(wrongStock);
    }

    @Test
    void whatCameToRestLaterThanAllowedIsLateAlsoWhenAllIsRight() {
        ChaosResult inTime = restingAfter(Duration.ofMinutes(1));
        ChaosResult late = restingAfter(Duration.ofSeconds(61));

        assertThat(inTime.inTime()).isTrue();
        assertThat(report(inTime)).doesNotContain("LATE");
        assertThat(late.inTime()).isFalse();
        assertThat(late.clean()).isTrue();
        assertThat(report(late)).contains("LATE: it came to rest later than allowed.");
    }

    private static ChaosResult restingAfter(Duration rest) {
        return result(0, Map.of(), List.of(), List.of(), List.of(), rest);
    }

    private static String report(ChaosResult result) {
        var text = new ByteArrayOutputStream();
        ChaosReport.print(result, new PrintStream(text, true, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8);
    }

    private static ChaosResult result(Kind... kinds) {
        return result(0, Map.of(), kinds);
    }

    private static ChaosResult result(long accepted, Map<String, Long> outcomes, Kind... kinds) {
        List<Recovery> recoveries = List.of(kinds).stream()
                .map(kind ->
                        new Recovery(new Fault(kind, "kafka", Duration.ZERO), Duration.ZERO, kind.isSwitch() ? 7 : 0))
                .toList();
        return result(accepted, outcomes, recoveries, List.of(), List.of(), Duration.ZERO);
    }

    private static ChaosResult found(List<Violation> atFirst, List<Violation> lasting) {
        return result(0, Map.of(), List.of(), atFirst, lasting, Duration.ZERO);
    }

    private static ChaosResult result(
            long accepted,
            Map<String, Long> outcomes,
            List<Recovery> recoveries,
            List<Violation> atFirst,
            List<Violation> lasting,
            Duration rest) {
        var settings = new ChaosSettings(1, Duration.ofMinutes(1), Duration.ofSeconds(3), 4, Duration.ofMinutes(1));
        return new ChaosResult(
                settings,
                recoveries,
                accepted,
                accepted,
                Map.of(),
                outcomes,
                List.of(),
                Duration.ZERO,
                rest,
                new CheckResult(Set.of(), atFirst, 0, 0, 0, OptionalLong.of(0)),
                lasting,
                Map.of());
    }
}
