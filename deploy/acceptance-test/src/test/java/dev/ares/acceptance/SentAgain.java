package dev.ares.acceptance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.ares.local.client.Answer;

/**
 * A caller who does what a busy shop asks for: what was refused with 503 is sent again, with the same key, once
 * {@code Retry-After} is over. How many orders a machine takes at once is its own affair; that each that was sent in the
 * end is taken, and once, is ours.
 */
final class SentAgain {

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int MOST_TIMES = 10;

    private SentAgain() {}

    static CompletableFuture<Answer> untilTaken(Supplier<CompletableFuture<Answer>> send) {
        return untilTaken(send, MOST_TIMES);
    }

    private static CompletableFuture<Answer> untilTaken(Supplier<CompletableFuture<Answer>> send, int times) {
        return send.get()
                .thenCompose(answer -> answer.status() == SERVICE_UNAVAILABLE && times > 1
                        ? CompletableFuture.supplyAsync(() -> send, after(answer))
                                .thenCompose(again -> untilTaken(again, times - 1))
                        : CompletableFuture.completedFuture(answer));
    }

    /** A 503 that does not say when to come again is a fault of ours. */
    private static Executor after(Answer refusal) {
        long seconds = refusal.headers()
                .firstValueAsLong("Retry-After")
                .orElseThrow(() -> new AssertionError("503 without Retry-After: " + refusal.text()));
        return CompletableFuture.delayedExecutor(Duration.ofSeconds(seconds).toMillis(), TimeUnit.MILLISECONDS);
    }
}
