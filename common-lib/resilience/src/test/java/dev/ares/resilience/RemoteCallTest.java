package dev.ares.resilience;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class RemoteCallTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger sent = new AtomicInteger();
    private final Mono<String> answers = Mono.fromSupplier(() -> "answer " + sent.incrementAndGet());
    private final Mono<String> fails = Mono.defer(() -> {
        sent.incrementAndGet();
        return Mono.error(new IllegalStateException("broken"));
    });

    @Test
    void anAnswerThatTakesTooLongIsNotWaitedFor() {
        RemoteCall inventory = inventory("{ timeout: 20ms }");

        StepVerifier.create(inventory.once(Mono.never())).verifyError(TimeoutException.class);
        assertThat(attempts("late")).isEqualTo(1);
    }

    @Test
    void whatIsOneTooManyIsNotSent() {
        RemoteCall inventory = inventory("{ at-once: 1 }");
        Disposable underWay = inventory.once(Mono.never()).subscribe();

        StepVerifier.create(inventory.once(answers)).verifyErrorMessage("inventory: not called: too many at once");
        assertThat(sent).hasValue(0);

        underWay.dispose();
        StepVerifier.create(inventory.once(answers)).expectNext("answer 1").verifyComplete();
        assertThat(attempts("full")).isEqualTo(1);
        assertThat(attempts("abandoned")).isEqualTo(1);
    }

    @Test
    void aQuestionIsAskedAgain() {
        RemoteCall inventory = inventory("{ retry: { attempts: 3, pause: 1ms } }");
        Mono<String> answersTheThirdTime = Mono.defer(() -> sent.get() < 2 ? fails : answers);

        StepVerifier.create(inventory.ask(answersTheThirdTime))
                .expectNext("answer 3")
                .verifyComplete();
        assertThat(retries("repeated")).isEqualTo(2);
    }

    /** As a gRPC client does when its call starts; the second attempt is made on another thread. */
    @Test
    void eachAttemptFindsTheThreadLocalsOfItsRequest() {
        ThreadLocal<String> request = new ThreadLocal<>();
        ContextRegistry.getInstance().registerThreadLocalAccessor("request", request);
        try {
            Mono<String> attempt = Mono.create(sink -> {
                if (sent.incrementAndGet() < 2) {
                    sink.error(new IllegalStateException(request.get()));
                } else {
                    sink.success(request.get());
                }
            });

            StepVerifier.create(inventory("{ retry: { attempts: 2, pause: 1ms } }")
                            .ask(attempt)
                            .contextWrite(Context.of("request", "r-1")))
                    .expectNext("r-1")
                    .verifyComplete();
            assertThat(request.get()).isNull();
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("request");
        }
    }

    @Test
    void inTheEndTheLastFailureComesOut() {
        RemoteCall inventory = inventory("{ retry: { attempts: 2, pause: 1ms } }");

        StepVerifier.create(inventory.ask(fails)).verifyErrorMessage("broken");
        assertThat(sent).hasValue(2);
    }

    @Test
    void whatMayBeSentOnceIsSentOnce() {
        RemoteCall inventory = inventory("{ retry: { attempts: 3, pause: 1ms } }");

        StepVerifier.create(inventory.once(fails)).verifyErrorMessage("broken");
        assertThat(sent).hasValue(1);
    }

    @Test
    void whenAllFailsRetriesAddNoMoreThanTheirBudget() {
        RemoteCall inventory = inventory(
                "{ breaker: { minimum-calls: 10000 }, retry: { attempts: 3, pause: 1ms, longest-pause: 1ms, budget:"
                        + " 0.1 } }");

        for (int i = 0; i < 100; i++) {
            StepVerifier.create(inventory.ask(fails)).verifyErrorMessage("broken");
        }

        // A tenth of them, and less than the ten that were saved up.
        assertThat(sent.get()).isBetween(115, 120);
        assertThat(attempts("failed")).isEqualTo(sent.get());
        assertThat(retries("repeated")).isEqualTo(sent.get() - 100.0);
        assertThat(retries("unaffordable")).isPositive();
    }

    @Test
    void whoeverFailsTooOftenIsLeftAloneUntilProbesAreAnswered() {
        RemoteCall inventory =
                inventory("{ breaker: { minimum-calls: 4, open-for: 3s, probes: 2 }, retry: { attempts: 3 } }");
        for (int i = 0; i < 4; i++) {
            StepVerifier.create(inventory.once(fails)).verifyErrorMessage("broken");
        }

        StepVerifier.create(inventory.ask(answers)).verifyErrorMessage("inventory: not called: circuit open");
        assertThat(sent).hasValue(4);
        assertThat(attempts("open")).isEqualTo(1);
        assertThat(isOpen()).isTrue();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> inventory.once(answers).onErrorReturn("").block(), answer -> !answer.isEmpty());
        StepVerifier.create(inventory.once(answers)).expectNextCount(1).verifyComplete();
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whoeverComesWhileProbesAreUnderWayWaitsForWhatTheySay() {
        RemoteCall inventory = broken("5s");
        Sinks.One<String> answer = Sinks.one();
        probe(inventory, answer.asMono());

        AtomicInteger others = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            inventory.once(answers).subscribe(any -> others.incrementAndGet());
        }
        assertThat(others).hasValue(0);

        answer.tryEmitValue("back");
        assertThat(others).hasValue(200);
    }

    @Test
    void aProbeThatFailsSpeaksForThoseWhoWaitForIt() {
        RemoteCall inventory = broken("5s");
        Sinks.One<String> answer = Sinks.one();
        probe(inventory, answer.asMono());

        StepVerifier.create(inventory.once(answers))
                .then(() -> answer.tryEmitError(new IllegalStateException("broken")))
                .verifyErrorMessage("inventory: not called: circuit open");
        assertThat(isOpen()).isTrue();
    }

    @Test
    void whoWaitedLongEnoughIsRefusedUnlessTheProbeWasGivenUp() {
        RemoteCall inventory = broken("2s");
        Disposable probe = probe(inventory, Mono.never());

        StepVerifier.create(inventory.once(answers)).verifyErrorMessage("inventory: not called: circuit open");
        StepVerifier.create(inventory.once(answers))
                .then(probe::dispose)
                .expectNextCount(1)
                .verifyComplete();
    }

    /** It failed once, and lets one probe pass after a while. */
    private RemoteCall broken(String patience) {
        RemoteCall inventory = inventory(
                "{ timeout: 10s, at-once: 300, breaker: { minimum-calls: 1, open-for: 500ms, probes: 1, patience: %s } }"
                        .formatted(patience));
        StepVerifier.create(inventory.once(fails)).verifyErrorMessage("broken");
        return inventory;
    }

    /** The first attempt that is let pass. */
    private static Disposable probe(RemoteCall inventory, Mono<String> outcome) {
        AtomicBoolean begun = new AtomicBoolean();
        AtomicReference<Disposable> probe = new AtomicReference<>(Disposables.disposed());
        await().until(() -> {
            probe.set(inventory
                    .once(outcome.doOnSubscribe(any -> begun.set(true)))
                    .subscribe(answer -> {}, fault -> {}));
            return begun.get();
        });
        return probe.get();
    }

    @Test
    void aPushIsInForceAtOnce() {
        Shop shop = shop("{ at-once: 1, timeout: 1s }");
        Disposable underWay = shop.inventory.once(Mono.never()).subscribe();

        shop.push("inventory: { at-once: 2, timeout: 20ms, breaker: { minimum-calls: 1 } }");

        assertThat(shop.inventory.timeout()).isEqualTo(Duration.ofMillis(20));
        StepVerifier.create(shop.inventory.once(fails)).verifyErrorMessage("broken");
        StepVerifier.create(shop.inventory.once(fails)).verifyError(NotCalled.class);
        assertThat(isOpen()).isTrue();
        underWay.dispose();
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fewerAtOnceWaitsForNoneOfThoseUnderWay() {
        Shop shop = shop("{ at-once: 3, timeout: 1m }");
        Disposable.Composite underWay = Disposables.composite();
        for (int i = 0; i < 3; i++) {
            underWay.add(shop.inventory.once(Mono.never()).subscribe());
        }

        shop.push("inventory: { at-once: 1, timeout: 1m }");

        underWay.add(shop.inventory.once(Mono.never()).subscribe());
        StepVerifier.create(shop.inventory.once(answers)).verifyError(NotCalled.class);
        assertThat(metrics.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
                        .gauge()
                        .value())
                .isEqualTo(1);
        underWay.dispose();
        StepVerifier.create(shop.inventory.once(answers)).expectNextCount(1).verifyComplete();
        assertThat(metrics.get("resilience4j.bulkhead.available.concurrent.calls")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aWrongPushChangesNothing() {
        Shop shop = shop("{ timeout: 1s }");

        shop.push("inventory: { timeout: 2h }");
        shop.push("inventory: { breaker: { failure-share: .nan } }");
        shop.push("inventory: { retry: { attempts: 11 } }");
        shop.push("inventroy: { timeout: 2s }");

        assertThat(shop.inventory.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(metrics.counter("ares.settings.pushes", "settings", "ares.resilience", "outcome", "refused")
                        .count())
                .isEqualTo(4);
    }

    private RemoteCall inventory(String settings) {
        return shop(settings).inventory;
    }

    private Shop shop(String inventory) {
        return new Shop(metrics, "inventory: " + inventory);
    }

    private double attempts(String outcome) {
        return metrics.counter("ares.calls", "call", "inventory", "outcome", outcome)
                .count();
    }

    private double retries(String outcome) {
        return metrics.counter("ares.call.retries", "call", "inventory", "outcome", outcome)
                .count();
    }

    private boolean isOpen() {
        return metrics.get("resilience4j.circuitbreaker.state")
                        .tags("name", "inventory", "state", "open")
                        .gauge()
                        .value()
                == 1;
    }
}
