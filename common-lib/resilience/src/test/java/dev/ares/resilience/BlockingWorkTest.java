package dev.ares.resilience;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BlockingWorkTest {

    private final Scheduler threads = Schedulers.newBoundedElastic(1, 100, "blocking");

    @AfterEach
    void stop() {
        threads.dispose();
        Hooks.resetOnErrorDropped();
    }

    @Test
    void endsAsTheWorkDoes() {
        StepVerifier.create(
                        BlockingWork.on(threads, () -> Thread.currentThread().getName()))
                .expectNextMatches(name -> name.startsWith("blocking"))
                .verifyComplete();
        StepVerifier.create(BlockingWork.<String>on(threads, () -> null)).verifyComplete();
        StepVerifier.create(BlockingWork.on(threads, () -> {
                    throw new IOException("broken");
                }))
                .verifyErrorMessage("broken");
    }

    /** As a client does that blocks: it looks for the trace in thread-locals. */
    @Test
    void theWorkFindsTheThreadLocalsOfItsRequest() {
        ThreadLocal<String> request = new ThreadLocal<>();
        ContextRegistry.getInstance().registerThreadLocalAccessor("request", request);
        try {
            Mono<String> asks = BlockingWork.on(threads, request::get);

            StepVerifier.create(asks.contextWrite(Context.of("request", "r-1")))
                    .expectNext("r-1")
                    .verifyComplete();
            StepVerifier.create(asks).verifyComplete();
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("request");
        }
    }

    @Test
    void aFailureThatNobodyWaitsForIsNoBug() {
        List<Throwable> bugs = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(bugs::add);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Mono<String> silent = BlockingWork.on(threads, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } finally {
                ended.countDown();
            }
        });

        var waiting = silent.subscribe();
        await().atMost(Duration.ofSeconds(5)).until(() -> begun.getCount() == 0);
        waiting.dispose();

        await().atMost(Duration.ofSeconds(5)).until(() -> ended.getCount() == 0);
        StepVerifier.create(BlockingWork.on(threads, () -> "next"))
                .expectNext("next")
                .verifyComplete();
        assertThat(bugs).isEmpty();
    }
}
