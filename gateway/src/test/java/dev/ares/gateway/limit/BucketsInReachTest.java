package dev.ares.gateway.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

class BucketsInReachTest {

    private static final Allowance ALLOWANCE = new Allowance(10, Duration.ofSeconds(1), 10);
    private static final Verdict SHARED = new Verdict(true, 7, Duration.ZERO, Duration.ZERO);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private Mono<Verdict> answer = Mono.just(SHARED);
    private Duration patience = Duration.ofSeconds(5);
    private final BucketsInReach buckets = new BucketsInReach(
            (key, allowance) -> Mono.defer(() -> {
                asked.incrementAndGet();
                return answer;
            }),
            new LocalBuckets(nanos::get),
            this::settings,
            nanos::get);

    @Test
    void theSharedOnesDecideWhileTheyAnswer() {
        assertThat(take()).isEqualTo(SHARED);
        assertThat(buckets.areShared()).isTrue();
    }

    @Test
    void aQuestionThatCannotBeWithdrawnIsAnsweredAllTheSame() {
        take();
        answer = Mono.fromDirect(asker -> asker.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                throw new IllegalStateException("it was not begun");
            }
        }));
        patience = Duration.ofMillis(20);

        assertThat(buckets.take("key", ALLOWANCE).block(Duration.ofSeconds(5)))
                .extracting(Verdict::remaining)
                .isEqualTo(9L);
    }

    @Test
    void whileTheyFailItsOwnDecideAndOneAsksAgainPerPause() {
        answer = Mono.error(new IllegalStateException("closed"));
        assertThat(take().remaining()).isEqualTo(9);
        assertThat(take().remaining()).isEqualTo(8);
        assertThat(asked).hasValue(1);
        assertThat(buckets.areShared()).isFalse();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        take();
        take();
        assertThat(asked).hasValue(2);

        answer = Mono.just(SHARED);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(take()).isEqualTo(SHARED);
        assertThat(buckets.areShared()).isTrue();
    }

    @Test
    void anAnswerToAnOlderQuestionDoesNotBringThemBack() {
        take();
        Sinks.One<Verdict> late = Sinks.one();
        answer = late.asMono();
        Mono<Verdict> older = buckets.take("key", ALLOWANCE).cache();
        older.subscribe();
        answer = Mono.error(new IllegalStateException("closed"));
        take();

        late.tryEmitValue(SHARED);

        assertThat(older.block()).isEqualTo(SHARED);
        assertThat(buckets.areShared()).isFalse();
    }

    @Test
    void slowIsLikeDown() {
        answer = Mono.never();
        patience = Duration.ofMillis(20);
        assertThat(take().remaining()).isEqualTo(9);
        assertThat(buckets.areShared()).isFalse();
    }

    @Test
    void whetherTheyAreThereIsAskedOnAThreadThatMayBlock() {
        List<String> threads = new ArrayList<>();
        answer = Mono.fromSupplier(() -> {
            threads.add(Thread.currentThread().getName());
            return SHARED;
        });
        take();
        take();
        assertThat(threads.get(0)).startsWith("boundedElastic");
        assertThat(threads.get(1)).isEqualTo(Thread.currentThread().getName());
    }

    private LimitSettings settings() {
        return new LimitSettings(
                false,
                List.of(),
                new ConnectionAllowance(10, 10),
                new AnswerAllowance(10, 10, Duration.ofSeconds(1)),
                List.of(),
                patience,
                Duration.ofSeconds(1));
    }

    private Verdict take() {
        return buckets.take("key", ALLOWANCE).blockOptional().orElseThrow();
    }
}
