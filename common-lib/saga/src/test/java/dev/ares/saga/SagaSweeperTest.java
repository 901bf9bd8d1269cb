package dev.ares.saga;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

class SagaSweeperTest {

    private static final SagaTiming QUICK = new SagaTiming(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(5), 10);

    @Test
    void sweepsAgainAfterFaultsAndUntilItIsStopped() {
        AtomicInteger sweeps = new AtomicInteger();
        SagaSweeper sweeper = new SagaSweeper(
                List.of(new Swept(limit -> {
                    if (sweeps.incrementAndGet() % 2 == 0) {
                        throw new IllegalStateException("database is away");
                    }
                    return Mono.just(limit);
                })),
                QUICK,
                Duration.ofHours(1),
                10,
                Duration.ofSeconds(25));

        sweeper.start();
        await().untilAtomic(sweeps, greaterThan(9));
        assertThat(sweeper.isRunning()).isTrue();

        sweeper.stop();
        assertThat(sweeper.isRunning()).isFalse();
        int last = sweeps.get();
        await().during(Duration.ofMillis(100)).until(() -> sweeps.get() <= last + 1);
    }

    @Test
    void givesUpASweepThatGetsNoAnswer() {
        AtomicInteger sweeps = new AtomicInteger();
        Mono<Integer> silentAtFirst = Mono.defer(() -> sweeps.incrementAndGet() == 1 ? Mono.never() : Mono.just(0));
        SagaSweeper sweeper = new SagaSweeper(
                List.of(new Swept(limit -> silentAtFirst)), QUICK, Duration.ofHours(1), 10, Duration.ofMillis(20));
        sweeper.start();
        await().untilAtomic(sweeps, is(2));
        sweeper.stop();
    }

    @Test
    void pausesWhenNothingIsLeftOver() {
        AtomicInteger sweeps = new AtomicInteger();
        SagaSweeper sweeper = new SagaSweeper(
                List.of(new Swept(limit -> {
                    sweeps.incrementAndGet();
                    return Mono.just(limit - 1);
                })),
                QUICK,
                Duration.ofHours(1),
                10,
                Duration.ofSeconds(25));
        sweeper.start();
        await().untilAtomic(sweeps, is(1));
        await().during(Duration.ofMillis(100)).untilAtomic(sweeps, is(1));
        sweeper.stop();
    }

    private record Swept(IntFunction<Mono<Integer>> sweeping) implements SagaOrchestrator<String> {

        @Override
        public Mono<Integer> sweep(int limit) {
            return Mono.defer(() -> sweeping.apply(limit));
        }

        @Override
        public SagaDefinition<String, ?> definition() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> start(Map<UUID, String> states) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> handle(List<SagaReply> replies) {
            return Mono.empty();
        }

        @Override
        public Mono<CancelResult> cancel(UUID id, String reason) {
            return Mono.empty();
        }

        @Override
        public Mono<SagaInstance.Phase> hold(UUID id) {
            return Mono.empty();
        }

        @Override
        public Mono<Boolean> retry(UUID id) {
            return Mono.empty();
        }
    }
}
