package dev.ares.resilience;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.observability.RequestThreadLocals;

/** Attempts of clients that block. */
public final class BlockingWork {

    private BlockingWork() {}

    /**
     * The work on one of these threads, with the thread-locals of the request; empty when it returns null. When nobody waits
     * any more, work that waits for a thread is not begun, and what runs is interrupted; its failure is then dropped in
     * silence.
     */
    public static <T> Mono<T> on(Scheduler threads, Callable<@Nullable T> work) {
        return Mono.deferContextual(
                        request -> Mono.fromCallable(() -> RequestThreadLocals.call(request, () -> Ended.of(work)))
                                .subscribeOn(threads))
                .flatMap(Ended::mono);
    }

    /** A failure as a value: thrown when nobody waits, it would be logged as a bug. */
    private record Ended<T>(@Nullable T value, @Nullable Exception failure) {

        @SuppressWarnings("CatchingUnchecked") // whatever it is, it comes out again
        static <T> Ended<T> of(Callable<@Nullable T> work) {
            try {
                return new Ended<>(work.call(), null);
            } catch (Exception failure) {
                return new Ended<>(null, failure);
            }
        }

        Mono<T> mono() {
            return failure == null ? Mono.justOrEmpty(value) : Mono.error(failure);
        }
    }
}
