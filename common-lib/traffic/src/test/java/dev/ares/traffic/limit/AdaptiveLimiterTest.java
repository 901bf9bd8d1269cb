package dev.ares.traffic.limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveLimiterTest {

    private static final OverloadSettings SETTINGS = new OverloadSettings(
            Duration.ofMillis(50), Duration.ofSeconds(3), Duration.ofSeconds(3), 4, 30, 12, 20, 0.5);

    private final AtomicLong nanos = new AtomicLong();
    private final AdaptiveLimiter limiter = new AdaptiveLimiter(() -> SETTINGS, nanos::get);

    @Test
    void inCalmTheCeilingLimits() {
        assertThat(admitted(Priority.BROWSING)).hasSize(15);
        assertThat(admitted(Priority.CHECKOUT)).hasSize(15);
        assertThat(admitted(Priority.CRITICAL)).isEmpty();
        assertThat(limiter.snapshot().inFlight()).isEqualTo(30);
    }

    @Test
    void whileItShedsBrowsingGoesFirstThenCheckoutsAndCriticalStays() {
        overload();
        int limit = limiter.snapshot().limit();
        assertThat(limiter.snapshot().shedding()).isTrue();
        assertThat(limit).isBetween(4, 15);

        assertThat(admitted(Priority.BROWSING)).hasSize(limit / 2);
        assertThat(admitted(Priority.CHECKOUT)).hasSize(limit - limit / 2);
        assertThat(admitted(Priority.CRITICAL)).hasSize(30 - limit);
    }

    @Test
    void whoWaitsTakesNoRoomButItsTimeMayCount() {
        Permit patient = limiter.admitWaitingMeasured(Priority.CHECKOUT).orElseThrow();
        Permit stream = limiter.admitWaiting(Priority.BROWSING).orElseThrow();
        assertThat(limiter.snapshot().inFlight()).isZero();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        stream.answered();
        assertThat(limiter.snapshot().p99Seconds()).isZero();
        // It waited for all but the last 30 ms.
        patient.answered(nanos.get() - Duration.ofMillis(30).toNanos());
        assertThat(limiter.snapshot().p99Seconds()).isBetween(0.030, 0.034);
    }

    @Test
    void whoIsStillSendingTakesNobodysRoom() {
        overload();
        int limit = limiter.snapshot().limit();
        List<Permit> slow = admitted(Priority.CRITICAL);
        slow.forEach(Permit::sending);
        slow.forEach(Permit::sending);
        assertThat(limiter.snapshot().inFlight()).isZero();

        assertThat(admitted(Priority.CHECKOUT)).hasSize(limit);

        slow.get(0).sent();
        slow.get(0).sent();
        assertThat(limiter.snapshot().inFlight()).isEqualTo(limit + 1);
        slow.forEach(Permit::dropped);
        slow.forEach(Permit::sent);
        assertThat(limiter.snapshot().inFlight()).isEqualTo(limit);
    }

    @Test
    void whatCountsIsTheTimeFromWhenTheRequestWasThere() {
        Permit permit = limiter.admit(Priority.CHECKOUT).orElseThrow();
        long begun = nanos.get();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        long read = nanos.get();
        nanos.addAndGet(Duration.ofMillis(10).toNanos());

        permit.answered(read);
        assertThat(limiter.snapshot().p99Seconds()).isBetween(0.010, 0.012);

        Permit other = limiter.admit(Priority.CHECKOUT).orElseThrow();
        nanos.addAndGet(Duration.ofMillis(20).toNanos());
        other.answered(begun);
        assertThat(limiter.snapshot().p99Seconds())
                .as("not before it was admitted")
                .isBetween(0.020, 0.024);
    }

    @Test
    void whoWaitsNeedsRoomAndTakesNone() {
        overload();
        List<Permit> waiting = IntStream.range(0, 50)
                .mapToObj(i -> limiter.admitWaiting(Priority.CHECKOUT))
                .flatMap(Optional::stream)
                .toList();
        assertThat(waiting).hasSize(12);
        assertThat(limiter.snapshot().inFlight()).isZero();

        waiting.forEach(Permit::answered);
        assertThat(limiter.snapshot().p99Seconds()).isZero();
        admitted(Priority.CHECKOUT);
        assertThat(limiter.admitWaiting(Priority.CHECKOUT)).isEmpty();
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        Permit permit = limiter.admit(Priority.CHECKOUT).orElseThrow();
        permit.dropped();
        permit.answered();
        permit.dropped();
        assertThat(limiter.snapshot().inFlight()).isZero();
        assertThat(limiter.snapshot().p99Seconds()).isZero();
    }

    @Test
    void manyThreadsNeverHoldMoreThanTheCeilingAndLeaveNothingBehind() throws Exception {
        var shared = new AdaptiveLimiter(() -> SETTINGS, System::nanoTime);
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        Callable<Integer> work = () -> (int) IntStream.range(0, 5_000)
                .filter(i -> holdsForAMoment(shared, Priority.values()[i % 3], held, most))
                .count();
        ExecutorService threads = Executors.newFixedThreadPool(40);
        int admitted = 0;
        for (Future<Integer> one :
                threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> work).toList())) {
            admitted += one.get();
        }
        threads.shutdown();

        assertThat(most.get()).isLessThanOrEqualTo(30);
        assertThat(admitted).isPositive();
        assertThat(shared.snapshot().inFlight()).isZero();
    }

    private static boolean holdsForAMoment(
            AdaptiveLimiter limiter, Priority priority, AtomicInteger held, AtomicInteger most) {
        Optional<Permit> permit = limiter.admit(priority);
        permit.ifPresent(place -> {
            most.accumulateAndGet(held.incrementAndGet(), Math::max);
            Thread.yield();
            held.decrementAndGet();
            place.answered();
        });
        return permit.isPresent();
    }

    /** Five seconds of answers that take 100 ms, 100 a second. */
    private void overload() {
        for (int i = 0; i < 500; i++) {
            Permit permit = limiter.admit(Priority.CRITICAL).orElseThrow();
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
            permit.answered();
            nanos.addAndGet(-Duration.ofMillis(90).toNanos());
        }
        limiter.snapshot();
    }

    private List<Permit> admitted(Priority priority) {
        return IntStream.range(0, 100)
                .mapToObj(i -> limiter.admit(priority))
                .flatMap(Optional::stream)
                .toList();
    }
}
