package dev.ares.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.r2dbc.spi.R2dbcTransientResourceException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupCommitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private long now;
    private final List<List<String>> written = new CopyOnWriteArrayList<>();
    private final List<Sinks.Empty<Void>> commits = new CopyOnWriteArrayList<>();

    @Test
    void whatArrivesDuringATransactionSharesTheNextOne() {
        GroupCommit<String, String> group = group(100, 100, PATIENCE, this::untilCommitted);

        List<CompletableFuture<String>> answers = IntStream.rangeClosed(1, 5)
                .mapToObj(n -> group.submit("" + n).toFuture())
                .toList();
        assertThat(written).containsExactly(List.of("1"));
        commits.get(0).tryEmitEmpty();
        commits.get(1).tryEmitEmpty();

        assertThat(written).containsExactly(List.of("1"), List.of("2", "3", "4", "5"));
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactly("1!", "2!", "3!", "4!", "5!");
    }

    @Test
    void whileItIsBusySoDoesWhatArrivesForAsLongAgain() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try {
            GroupCommit<String, String> group = group(3, 100, PATIENCE, this::untilCommitted);
            keepBusy(group, Duration.ofMillis(20));

            group.submit("1").toFuture();
            clock.advanceTimeBy(Duration.ofMillis(19));
            group.submit("2").toFuture();
            assertThat(written).isEmpty();

            clock.advanceTimeBy(Duration.ofMillis(1));
            assertThat(written).containsExactly(List.of("1", "2"));
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void whoComesLaterWaitsForNothing() {
        GroupCommit<String, String> group = group(3, 100, PATIENCE, this::untilCommitted);
        keepBusy(group, Duration.ofMillis(20));

        now += Duration.ofMillis(20).toNanos();
        group.submit("1").toFuture();

        assertThat(written).containsExactly(List.of("1"));
    }

    @Test
    void norDoesWhatFillsATransaction() {
        GroupCommit<String, String> group = group(2, 100, PATIENCE, this::untilCommitted);
        keepBusy(group, Duration.ofMillis(20));

        group.submit("1").toFuture();
        assertThat(written).isEmpty();
        group.submit("2").toFuture();
        assertThat(written).containsExactly(List.of("1", "2"));

        List.of("3", "4", "5").forEach(item -> group.submit(item).toFuture());
        now += Duration.ofMillis(20).toNanos();
        commits.get(0).tryEmitEmpty();
        assertThat(written).as("there before the pause").endsWith(List.of("3", "4"));
    }

    @Test
    void whoLeavesWhileTheNextGathersHoldsUpNobody() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try {
            GroupCommit<String, String> group = group(3, 100, PATIENCE, this::untilCommitted);
            keepBusy(group, Duration.ofMillis(20));
            group.submit("1").subscribe().dispose();

            clock.advanceTimeBy(Duration.ofMillis(20));
            now += Duration.ofMillis(20).toNanos();
            group.submit("2").toFuture();

            assertThat(written).containsExactly(List.of("2"));
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void noTransactionIsLargerThanAllowed() {
        GroupCommit<String, String> group = group(2, 100, PATIENCE, this::untilCommitted);

        IntStream.rangeClosed(1, 4).forEach(n -> group.submit("" + n).toFuture());
        commits.get(0).tryEmitEmpty();
        commits.get(1).tryEmitEmpty();

        assertThat(written).containsExactly(List.of("1"), List.of("2", "3"), List.of("4"));
    }

    @Test
    void whoWaitsTooLongIsToldSoAndNeverWritten() {
        GroupCommit<String, String> group = group(100, 100, Duration.ofMillis(20), this::untilCommitted);

        var first = group.submit("1").toFuture();
        assertThatThrownBy(() -> group.submit("2").block(PATIENCE)).isInstanceOf(GroupCommit.Busy.class);
        commits.get(0).tryEmitEmpty();

        assertThat(first.join()).isEqualTo("1!");
        assertThat(written).containsExactly(List.of("1"));
    }

    @Test
    void whatIsBeingWrittenIsWaitedForHoweverLongTheLineMayTake() {
        GroupCommit<String, String> group = group(100, 100, Duration.ofMillis(20), this::untilCommitted);

        Mono<String> slow = group.submit("1").timeout(Duration.ofMillis(100));

        assertThatThrownBy(() -> slow.block(PATIENCE)).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void whoComesWhenTheLineIsFullIsRefusedAtOnce() {
        GroupCommit<String, String> group = group(100, 1, PATIENCE, this::untilCommitted);

        group.submit("written at once").toFuture();
        group.submit("in line").toFuture();

        assertThatThrownBy(() -> group.submit("one too many").block(PATIENCE)).isInstanceOf(GroupCommit.Busy.class);
    }

    @Test
    void whoHangsUpInTheLineIsNotWritten() {
        GroupCommit<String, String> group = group(100, 100, PATIENCE, this::untilCommitted);

        group.submit("1").toFuture();
        group.submit("2").subscribe().dispose();
        var third = group.submit("3").toFuture();
        commits.get(0).tryEmitEmpty();
        commits.get(1).tryEmitEmpty();

        assertThat(third.join()).isEqualTo("3!");
        assertThat(written).containsExactly(List.of("1"), List.of("3"));
    }

    @Test
    void anItemAtFaultFailsAlone() {
        Sinks.Empty<Void> gate = Sinks.empty();
        GroupCommit<String, String> group = group(
                100,
                100,
                PATIENCE,
                items -> items.contains("first")
                        ? gate.asMono().thenReturn(answers(items))
                        : items.contains("bad")
                                ? Mono.error(new DataIntegrityViolationException("bad"))
                                : Mono.fromCallable(() -> answers(items)));

        group.submit("first").toFuture();
        List<CompletableFuture<String>> answers = List.of("a", "b", "bad", "c").stream()
                .map(item -> group.submit(item).toFuture())
                .toList();
        gate.tryEmitEmpty();

        assertThat(answers.get(0).join()).isEqualTo("a!");
        assertThat(answers.get(1).join()).isEqualTo("b!");
        assertThat(answers.get(2)).isCompletedExceptionally();
        assertThat(answers.get(3).join()).isEqualTo("c!");
        assertThat(group.submit("next").block(PATIENCE)).isEqualTo("next!");
    }

    @Test
    void aDatabaseThatIsAwayIsAskedOncePerBatchAndTheNextGoesOn() {
        List<Integer> attempts = new ArrayList<>();
        Sinks.Empty<Void> gate = Sinks.empty();
        GroupCommit<String, String> group = group(100, 100, PATIENCE, items -> {
            attempts.add(items.size());
            return attempts.size() == 1
                    ? gate.asMono().then(Mono.error(new TransientDataAccessResourceException("away")))
                    : attempts.size() == 2
                            ? Mono.error(new TransientDataAccessResourceException("still away"))
                            : Mono.just(answers(items));
        });

        List<CompletableFuture<String>> answers = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> group.submit("" + n).toFuture())
                .toList();
        gate.tryEmitEmpty();

        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(attempts).containsExactly(1, 2);
        assertThat(group.submit("4").block(PATIENCE)).isEqualTo("4!");
    }

    @Test
    void oneKeyThatSomebodyHoldsFailsNobodyElse() {
        AtomicInteger attempts = new AtomicInteger();
        GroupCommit<String, String> group = group(
                100,
                100,
                PATIENCE,
                items -> attempts.incrementAndGet() == 1
                        ? Mono.error(new PessimisticLockingFailureException(
                                "held", new R2dbcTransientResourceException("canceling due to lock timeout", "55P03")))
                        : Mono.just(answers(items)));

        assertThat(group.submit("1").block(PATIENCE)).isEqualTo("1!");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aDatabaseThatGoesAwayWhileTheOneAtFaultIsLookedForFailsTheRestAtOnce() {
        Sinks.Empty<Void> gate = Sinks.empty();
        List<Integer> attempts = new ArrayList<>();
        GroupCommit<String, String> group = group(100, 100, PATIENCE, items -> {
            attempts.add(items.size());
            return switch (attempts.size()) {
                case 1 -> gate.asMono().thenReturn(answers(items));
                case 2 -> Mono.error(new DataIntegrityViolationException("one of them"));
                default -> Mono.error(new TransientDataAccessResourceException("away"));
            };
        });

        group.submit("first").toFuture();
        List<CompletableFuture<String>> answers = IntStream.rangeClosed(1, 8)
                .mapToObj(n -> group.submit("" + n).toFuture())
                .toList();
        gate.tryEmitEmpty();

        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(attempts).containsExactly(1, 8, 4);
    }

    @Test
    void aTransactionThatCannotEvenBeBegunDoesNotStopTheLine() {
        AtomicInteger attempts = new AtomicInteger();
        GroupCommit<String, String> group = group(100, 100, PATIENCE, items -> {
            if (attempts.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("a driver's class");
            }
            return Mono.just(answers(items));
        });

        assertThatThrownBy(() -> group.submit("1").block(PATIENCE)).isInstanceOf(NoClassDefFoundError.class);

        assertThat(group.submit("2").block(PATIENCE)).isEqualTo("2!");
    }

    @Test
    void norDoesItKeepTheRestOfTheLineWaiting() {
        Sinks.Empty<Void> gate = Sinks.empty();
        GroupCommit<String, String> group = group(2, 100, PATIENCE, items -> {
            if (items.contains("2")) {
                throw new NoClassDefFoundError("a driver's class");
            }
            return items.contains("1") ? gate.asMono().thenReturn(answers(items)) : Mono.just(answers(items));
        });
        group.submit("1").toFuture();
        List.of("2", "3").forEach(item -> group.submit(item).toFuture());
        var last = group.submit("4").toFuture();

        assertThatThrownBy(gate::tryEmitEmpty).isInstanceOf(NoClassDefFoundError.class);

        assertThat(last).isCompletedWithValue("4!");
    }

    @Test
    void aTransactionThatNeverEndsDoesNotHoldUpTheNext() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try {
            GroupCommit<String, String> group = group(
                    100,
                    100,
                    Duration.ofHours(1),
                    items -> items.contains("1") ? Mono.never() : Mono.just(answers(items)));
            var lost = group.submit("1").toFuture();
            var next = group.submit("2").toFuture();
            assertThat(next).isNotDone();

            clock.advanceTimeBy(Duration.ofSeconds(30));

            assertThat(next).isCompletedWithValue("2!");
            assertThat(lost).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(TimeoutException.class);
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void whatComesWithoutATraceContinuesTheLastOfItsKey() {
        List<Map<String, String>> carried = new ArrayList<>();
        GroupCommit<String, String> group = new GroupCommit<>(
                new GroupCommit.Limits(100, 100, PATIENCE),
                item -> item,
                items -> Mono.deferContextual(context -> {
                    carried.add(context.get(Traces.CONTEXT_KEY));
                    return Mono.just(answers(items));
                }),
                new Traces(context -> context.getOrDefault("trace", null)),
                () -> now);

        group.submit("a").contextWrite(Context.of("trace", "the trace")).block(PATIENCE);
        group.submit("a").block(PATIENCE);
        group.submit("b").block(PATIENCE);

        assertThat(carried).containsExactly(Map.of("a", "the trace"), Map.of("a", "the trace"), Map.of());
    }

    @Test
    void eachItemsTraceGoesOnUnderItsKey() {
        List<Map<String, String>> carried = new ArrayList<>();
        GroupCommit<String, String> group = group(
                100,
                100,
                PATIENCE,
                items -> Mono.deferContextual(context -> {
                    carried.add(context.get(Traces.CONTEXT_KEY));
                    return untilCommitted(items);
                }));

        List.of("first", "a", "b").forEach(item -> group.submit(item)
                .contextWrite(Context.of("trace", "trace of " + item))
                .toFuture());
        commits.get(0).tryEmitEmpty();

        assertThat(carried)
                .containsExactly(Map.of("first", "trace of first"), Map.of("a", "trace of a", "b", "trace of b"));
    }

    /** Two transactions, one right after the other, which are not among those that were written. */
    private void keepBusy(GroupCommit<String, String> group, Duration each) {
        for (int turn = 0; turn < 2; turn++) {
            group.submit("before").toFuture();
            now += each.toNanos();
            commits.get(turn).tryEmitEmpty();
        }
        written.clear();
        commits.clear();
    }

    private GroupCommit<String, String> group(int largest, int waiting, Duration longestWait, Write write) {
        return new GroupCommit<>(
                new GroupCommit.Limits(largest, waiting, longestWait),
                item -> item,
                write::apply,
                new Traces(GroupCommitTest::traceIn),
                () -> now);
    }

    private static String traceIn(ContextView context) {
        return Objects.requireNonNull(context.getOrDefault("trace", "none"));
    }

    private Mono<List<String>> untilCommitted(List<String> items) {
        Sinks.Empty<Void> commit = Sinks.empty();
        written.add(items);
        commits.add(commit);
        return commit.asMono().thenReturn(answers(items));
    }

    private static List<String> answers(List<String> items) {
        return items.stream().map(item -> item + "!").toList();
    }

    private interface Write {
        Mono<List<String>> apply(List<String> items);
    }
}
