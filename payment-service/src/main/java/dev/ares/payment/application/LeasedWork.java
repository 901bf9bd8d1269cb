package dev.ares.payment.application;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

import dev.ares.payment.domain.Leased;

/**
 * Works on what this replica holds by a lease, so many at a time, in order of arrival. When the work is slow, leases
 * end in the queue: the sweep then takes the item again, which keeps its place, or it is held anew when its turn comes.
 * Only what somebody else took over is dropped. Work that fails is logged, and due again when its lease ends.
 */
final class LeasedWork<T extends Leased> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedWork.class);
    private static final int LARGEST_BATCH = 100;

    private final Leases<T> leases;
    private final Function<T, Mono<Void>> work;
    private final WorkLimits limits;
    private final Clock clock;
    private final Map<UUID, T> queued = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Sinks.Many<UUID> queue = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<UUID>unboundedMultiproducer().get());
    private final Disposable running;

    LeasedWork(Leases<T> leases, Function<T, Mono<Void>> work, WorkLimits limits, Clock clock) {
        this.leases = leases;
        this.work = work;
        this.limits = limits;
        this.clock = clock;
        this.running = queue.asFlux().flatMap(this::next, limits.concurrency()).subscribe();
    }

    /** Queues items that the caller holds. Those beyond the queue's limit are left until their lease ends. */
    synchronized void offer(List<T> held) {
        for (T item : held) {
            boolean inQueue = queued.replace(item.id(), item) != null;
            if (!inQueue && waiting.get() < limits.queue()) {
                waiting.incrementAndGet();
                queued.put(item.id(), item);
                queue.emitNext(item.id(), Sinks.EmitFailureHandler.FAIL_FAST);
            }
        }
    }

    /** Takes over what is due, as many as fit. Completes when they are queued. */
    Mono<Void> takeDue() {
        return Mono.defer(() -> {
            int room = Math.min(LARGEST_BATCH, limits.queue() - waiting.get());
            return room <= 0
                    ? Mono.empty()
                    : leases.takeDue(clock.instant(), limits.lease(), room)
                            .collectList()
                            .doOnNext(this::offer)
                            .then();
        });
    }

    /** Items that are worked on or wait for it. */
    int waiting() {
        return waiting.get();
    }

    @Override
    public void close() {
        running.dispose();
    }

    private Mono<Void> next(UUID id) {
        return Mono.defer(() -> Mono.justOrEmpty(queued.remove(id)))
                .flatMap(this::held)
                .flatMap(item -> work.apply(item).timeout(limits.lease()))
                .onErrorResume(failure -> {
                    LOG.error("not worked on until its lease ends: {}", id, failure);
                    return Mono.empty();
                })
                .doFinally(end -> waiting.decrementAndGet());
    }

    /** The item, held for as long as the work may take; by then, somebody else could hold it otherwise. */
    private Mono<T> held(T item) {
        Instant now = clock.instant();
        Instant due = item.dueAt();
        return due != null && !now.plus(limits.callTimeout()).isAfter(due)
                ? Mono.just(item)
                : leases.hold(item, now.plus(limits.lease())).timeout(limits.callTimeout());
    }
}
