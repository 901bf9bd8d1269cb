package dev.ares.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.ares.local.chaos.Fault.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class FaultPlanTest {

    private static final List<String> PARTS = List.of("postgres", "kafka", "order-service");

    @Test
    void aSeedRepeatsTheRun() {
        assertThat(deal(new FaultPlan(42, PARTS, List.of()), 30))
                .isEqualTo(deal(new FaultPlan(42, PARTS, List.of()), 30))
                .isNotEqualTo(deal(new FaultPlan(43, PARTS, List.of()), 30));
    }

    @Test
    void everyKindComesToEveryPartEquallyOften() {
        Map<String, Long> times = deal(new FaultPlan(1, PARTS, List.of()), 5 * 9).stream()
                .collect(Collectors.groupingBy(Fault::toString, Collectors.counting()));

        assertThat(times).hasSize(9).allSatisfy((fault, number) -> assertThat(number)
                .isEqualTo(5));
    }

    @Test
    void aServiceWithReplicasIsOnePartAndEachOfItsProcessesIsDrawn() {
        var plan =
                new FaultPlan(5, List.of("postgres", "order-service", "order-service-2", "order-service-3"), List.of());

        Map<String, Long> killed = deal(plan, 60 * 6).stream()
                .filter(fault -> fault.kind() == Kind.KILL)
                .collect(Collectors.groupingBy(Fault::part, Collectors.counting()));

        assertThat(killed).hasSize(4).containsEntry("postgres", 60L).allSatisfy((part, number) -> assertThat(number)
                .isGreaterThan(5));
    }

    @Test
    void switchesOfEachKindAreFlippedAmongTheRest() {
        var plan = new FaultPlan(5, PARTS, List.of("order-service/grpc", "order-service/outbox"));

        Map<Kind, Long> times =
                deal(plan, 5 * 19).stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));

        assertThat(times)
                .containsEntry(Kind.DROP, 10L)
                .containsEntry(Kind.REORDER, 10L)
                .containsEntry(Kind.KILL, 15L);
    }

    @Test
    void aFaultIsOverWhenTheRunIs() {
        var freeze = new Fault(Kind.FREEZE, "kafka", Duration.ofSeconds(18));

        assertThat(freeze.within(Duration.ofSeconds(4)).hold()).isEqualTo(Duration.ofSeconds(4));
        assertThat(freeze.within(Duration.ofSeconds(20))).isEqualTo(freeze);
    }

    @Test
    void aFaultThatMayNotHappenYetIsKeptForLater() {
        FaultPlan plan = new FaultPlan(7, PARTS, List.of());
        List<Fault> freezes = IntStream.range(0, 3)
                .mapToObj(i -> plan.next(fault -> fault.kind() == Kind.FREEZE).orElseThrow())
                .toList();

        assertThat(freezes).extracting(Fault::part).containsExactlyInAnyOrderElementsOf(PARTS);
        assertThat(plan.next(fault -> fault.kind() == Kind.FREEZE)).isEmpty();
        assertThat(deal(plan, 6).stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting())))
                .isEqualTo(Map.of(Kind.KILL, 3L, Kind.RESTART, 3L));
    }

    @Test
    void aFaultThatCouldNotHappenIsTheNextOne() {
        FaultPlan plan = new FaultPlan(7, PARTS, List.of());
        Fault missed = plan.next(fault -> true).orElseThrow();

        plan.again(missed);

        assertThat(plan.next(fault -> true)).contains(missed);
    }

    @Test
    void someFreezesOutlastTheTimeLimitsOfTheDatabases() {
        Map<Boolean, Long> long15s = deal(new FaultPlan(3, PARTS, List.of()), 900).stream()
                .filter(fault -> fault.kind() == Kind.FREEZE)
                .map(fault -> fault.hold().compareTo(Duration.ofSeconds(15)) > 0)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(long15s)
                .hasEntrySatisfying(true, number -> assertThat(number).isGreaterThan(30));
    }

    private static List<Fault> deal(FaultPlan plan, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> plan.next(fault -> true).orElseThrow())
                .toList();
    }
}
