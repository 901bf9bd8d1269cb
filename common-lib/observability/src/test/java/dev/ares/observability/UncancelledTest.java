package dev.ares.observability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

class UncancelledTest {

    private final Sinks.One<String> answer = Sinks.one();
    private final List<String> done = new ArrayList<>();
    private final Mono<String> work = answer.asMono().doOnNext(done::add);

    @AfterEach
    void resetHooks() {
        Hooks.resetOnErrorDropped();
    }

    @Test
    void workGoesOnWhenNobodyWaitsAnyMore() {
        Uncancelled.toItsEnd(work).subscribe().dispose();

        answer.tryEmitValue("written");

        assertThat(done).containsExactly("written");
    }

    @Test
    void whoGivesUpSoonerIsToldSoAndTheWorkGoesOn() {
        StepVerifier.withVirtualTime(() -> Uncancelled.toItsEnd(work).timeout(Duration.ofSeconds(1)))
                .thenAwait(Duration.ofSeconds(1))
                .verifyError(TimeoutException.class);

        answer.tryEmitValue("written");

        assertThat(done).containsExactly("written");
    }

    @Test
    void aFailureThatComesTooLateIsNoDroppedError() {
        List<Throwable> dropped = new ArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        Uncancelled.toItsEnd(work).subscribe().dispose();

        answer.tryEmitError(new IllegalStateException("too late"));

        assertThat(dropped).isEmpty();
    }

    @Test
    void aFailureInTimeIsTheCallersAndSoIsTheContext() {
        Mono<String> failing =
                Mono.deferContextual(context -> Mono.error(new IllegalStateException(context.<String>get("trace"))));

        StepVerifier.create(Uncancelled.toItsEnd(failing).contextWrite(Context.of("trace", "t-1")))
                .verifyErrorMessage("t-1");
    }

    @Test
    void nothingIsAnAnswerToo() {
        StepVerifier.create(Uncancelled.toItsEnd(Mono.empty())).verifyComplete();
    }
}
