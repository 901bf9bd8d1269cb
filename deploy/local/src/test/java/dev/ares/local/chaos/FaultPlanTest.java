package dev.ares.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
                deal(plan, 5 * 34).stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));

        assertThat(times)
                .containsEntry(Kind.DROP, 25L)
                .containsEntry(Kind.REORDER, 25L)
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
        Predicate<Fault> withoutKafka = fault -> !fault.part().equals("kafka");
        List<Fault> others = IntStream.range(0, 6)
                .mapToObj(i -> plan.next(withoutKafka).orElseThrow())
                .toList();

        assertThat(others).extracting(Fault::part).doesNotContain("kafka");
        assertThat(deal(plan, 3)).extracting(Fault::part).containsOnly("kafka");
    }

    @Test
    void howFastPartsRecoverDoesNotChangeWhatHappensToEach() {
        List<String> hops = List.of("order-service/grpc", "order-service/outbox", "payment-service/provider");
        List<Fault> quick = deal(new FaultPlan(42, PARTS, hops), 200);

        Random luck = new Random(1);
        FaultPlan plan = new FaultPlan(42, PARTS, hops);
        List<Fault> slow = Stream.generate(() -> plan.next(fault -> luck.nextInt(3) == 0))
                .flatMap(Optional::stream)
                .limit(200)
                .toList();

        assertThat(slow).isNotEqualTo(quick);
        assertThat(lanes(slow)).hasSameSizeAs(lanes(quick)).allSatisfy((lane, faults) -> {
            List<Fault> same = lanes(quick).getOrDefault(lane, List.of());
            int shorter = Math.min(faults.size(), same.size());
            assertThat(shorter).isGreaterThan(10);
            assertThat(faults.subList(0, shorter)).isEqualTo(same.subList(0, shorter));
        });
    }

    @Test
    void eachSwitchHasDiceOfItsOwn() {
        List<Fault> switches = deal(new FaultPlan(5, PARTS, List.of("order-service/grpc")), 60).stream()
                .filter(fault -> fault.kind().isSwitch())
                .toList();

        assertThat(switches).extracting(Fault::dice).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    private static Map<String, List<Fault>> lanes(List<Fault> faults) {
        return faults.stream().collect(Collectors.groupingBy(Fault::lane));
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
