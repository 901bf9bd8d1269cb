package dev.ares.order.global;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaReply;

/**
 * Decides checkouts on a bounded pool of threads, each order by one thread of this process at a time, and applies the
 * outcomes in batches: what was decided while one is written is the next. What does not fit, or fails, is dispatched again
 * by the saga.
 */
final class RunCheckouts {

    private static final Logger LOG = LoggerFactory.getLogger(RunCheckouts.class);
    private static final int LARGEST_BATCH = 100;

    private final AttemptCheckout attempt;
    private final Scheduler threads;
    private final Function<List<SagaReply>, Mono<Void>> apply;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private final Queue<SagaReply> decided = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** @param apply in a transaction of its own */
    RunCheckouts(AttemptCheckout attempt, Scheduler threads, Function<List<SagaReply>, Mono<Void>> apply) {
        this.attempt = attempt;
        this.threads = threads;
        this.apply = apply;
    }

    /** Returns at once. */
    void offer(Dispatch<GlobalCommand.Transact> checkout) {
        if (!running.add(checkout.sagaId())) {
            return;
        }
        try {
            threads.schedule(() -> run(checkout));
        } catch (RejectedExecutionException full) {
            running.remove(checkout.sagaId());
        }
    }

    private void run(Dispatch<GlobalCommand.Transact> checkout) {
        try {
            attempt.decide(checkout).ifPresent(this::add);
        } catch (RuntimeException unknown) {
            LOG.info("checkout {} is not decided yet: {}", checkout.sagaId(), unknown.toString());
        } finally {
            running.remove(checkout.sagaId());
        }
    }

    private void add(SagaReply reply) {
        decided.add(reply);
        if (pending.getAndIncrement() == 0) {
            applyNext();
        }
    }

    private void applyNext() {
        List<SagaReply> batch = new ArrayList<>();
        for (SagaReply next = decided.poll();
                next != null;
                next = batch.size() < LARGEST_BATCH ? decided.poll() : null) {
            batch.add(next);
        }
        Mono.defer(() -> apply.apply(batch))
                .doOnError(failure -> LOG.warn("{} outcomes are not written: {}", batch.size(), failure.toString()))
                .onErrorComplete()
                .doFinally(end -> {
                    if (pending.addAndGet(-batch.size()) > 0) {
                        applyNext();
                    }
                })
                .subscribe();
    }
}
