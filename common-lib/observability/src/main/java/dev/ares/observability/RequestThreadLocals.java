package dev.ares.observability;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

/**
 * Brings back what belongs to a request, or to a message, where code looks for it in thread-locals: log lines for the trace
 * id (and the gateway's request id), clients for the span that their call is part of. It travels in Reactor's context; by
 * themselves only {@code handle} and {@code tap} bring it back, since doing so for every operator costs too much
 * (docs/decisions/traces.md).
 *
 * <p>Afterwards the thread is as it was. Where the context has nothing, the thread's own stays.
 */
public final class RequestThreadLocals {

    private static final ContextSnapshotFactory SNAPSHOTS =
            ContextSnapshotFactory.builder().build();

    private RequestThreadLocals() {}

    /**
     * The same, but subscribed to with the thread-locals of its subscriber's context, on whatever thread that happens. What
     * it does later, on another thread, is without them.
     */
    public static <T> Mono<T> around(Mono<T> work) {
        return new Around<>(work);
    }

    /** Does the work with the thread-locals of the context, and lets its failure through. */
    public static <T> T call(ContextView context, Supplier<T> work) {
        try (ContextSnapshot.Scope scope = SNAPSHOTS.setThreadLocalsFrom(context)) {
            return work.get();
        }
    }

    /** A {@code doOnNext} with the thread-locals of the request: {@code doOnEach(onNext(found -> log.info(...)))}. */
    public static <T> Consumer<Signal<T>> onNext(Consumer<? super T> line) {
        return signal -> {
            T value = signal.get();
            if (value != null) {
                run(signal.getContextView(), () -> line.accept(value));
            }
        };
    }

    /** A {@code doOnError} with the thread-locals of the request: {@code doOnEach(onError(fault -> log.warn(...)))}. */
    public static <T> Consumer<Signal<T>> onError(Consumer<? super Throwable> line) {
        return signal -> {
            Throwable failure = signal.getThrowable();
            if (failure != null) {
                run(signal.getContextView(), () -> line.accept(failure));
            }
        };
    }

    private static void run(ContextView context, Runnable work) {
        try (ContextSnapshot.Scope scope = SNAPSHOTS.setThreadLocalsFrom(context)) {
            work.run();
        }
    }

    private static final class Around<T> extends MonoOperator<T, T> {

        Around(Mono<T> work) {
            super(work);
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
            run(actual.currentContext(), () -> source.subscribe(actual));
        }
    }
}
