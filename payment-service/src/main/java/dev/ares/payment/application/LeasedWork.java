package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.payment.domain.Leased;

/**
 * Works on what this replica holds by a lease, as many at a time as the limit says, in order of arrival. When the work
 * is slow, leases end in the queue: the sweep then takes the item again, which keeps its place, or it is held anew when
 * its turn comes. Only what somebody else took over is dropped. Work that fails is logged, and due again when its lease
 * ends.
 */
final class LeasedWork<T extends Leased> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedWork.class);
    private static final int LARGEST_BATCH = 100;
    private static final Ended FAILED = limit -> limit.failed(1);
    private static final Ended DROPPED = limit -> limit.dropped(1);

    private final Leases<T> leases;
    private final Function<T, Mono<Boolean>> work;
    private final InFlightLimit limit;
    private final WorkLimits limits;
    private final Clock clock;
    private final Map<UUID, T> queued = new ConcurrentHashMap<>();
    private final Queue<UUID> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger rounds = new AtomicInteger();
    private final Disposable.Composite running = Disposables.composite();

    /** @param work tells whether there was an answer; only answers justify more work at a time */
    LeasedWork(Leases<T> leases, Function<T, Mono<Boolean>> work, InFlightLimit limit, WorkLimits limits, Clock clock) {
        this.leases = leases;
        this.work = work;
        this.limit = limit;
        this.limits = limits;
        this.clock = clock;
    }

    /** Queues items that the caller holds. Those beyond the queue's limit are left until their lease ends. */
    void offer(List<T> held) {
        limit.arrived(enqueue(held));
        startMore();
    }

    private synchronized int enqueue(List<T> held) {
        int added = 0;
        for (T item : held) {
            boolean inQueue = queued.replace(item.id(), item) != null;
            if (!inQueue && waiting.get() < limits.queue()) {
                waiting.incrementAndGet();
                queued.put(item.id(), item);
                queue.add(item.id());
                added++;
            }
        }
        return added;
    }

    /** Takes over what is due, as many as fit. Completes when they are queued. */
    Mono<Void> takeDue() {
        return Mono.defer(() -> {
            // The limit may have grown while nothing ended.
            startMore();
            int room = Math.min(LARGEST_BATCH, room());
            return room <= 0
                    ? Mono.empty()
                    : leases.takeDue(clock.instant(), limits.lease(), room)
                            .collectList()
                            .doOnNext(this::offer)
                            .then();
        });
    }

    /** How many more are queued. */
    int room() {
        return limits.queue() - waiting.get();
    }

    /** Items that are worked on or wait for it. */
    int waiting() {
        return waiting.get();
    }

    @Override
    public void close() {
        running.dispose();
    }

    /** One caller at a time starts; it also starts what others asked for meanwhile. */
    private void startMore() {
        if (rounds.getAndIncrement() > 0) {
            return;
        }
        int asked = 1;
        while (asked > 0) {
            try {
                start();
                limit.waiting(queued.size());
            } finally {
                // Even an Error leaves the next caller a turn: it is the item's, or this machine's for a moment.
                asked = rounds.addAndGet(-asked);
            }
        }
    }

    private void start() {
        while (limit.room() > 0 && !running.isDisposed()) {
            UUID next = queue.poll();
            if (next == null) {
                return;
            }
            limit.started(1);
            Disposable.Swap run = Disposables.swap();
            running.add(run);
            try {
                run.update(workOn(next).doFinally(end -> running.remove(run)).subscribe());
            } catch (Throwable fatal) {
                // What Reactor takes for fatal it throws, and signals nobody.
                running.remove(run);
                FAILED.tell(limit);
                waiting.decrementAndGet();
                LOG.error("not worked on until its lease ends: {}", next, fatal);
            }
        }
    }

    private Mono<Ended> workOn(UUID id) {
        return Mono.defer(() -> Mono.justOrEmpty(queued.remove(id)))
                .flatMap(this::held)
                .flatMap(item -> work.apply(item).timeout(limits.lease()).elapsed())
                .map(told -> told.getT2() ? answeredIn(Duration.ofMillis(told.getT1())) : FAILED)
                .onErrorResume(failure -> {
                    LOG.error("not worked on until its lease ends: {}", id, failure);
                    return Mono.just(FAILED);
                })
                .defaultIfEmpty(DROPPED)
                .doOnNext(ended -> ended.tell(limit))
                .doFinally(end -> {
                    waiting.decrementAndGet();
                    startMore();
                });
    }

    /** The item, held for as long as the work may take; by then, somebody else could hold it otherwise. */
    private Mono<T> held(T item) {
        Instant now = clock.instant();
        Instant due = item.dueAt();
        return item.isClaimed()
                        && due != null
                        && !now.plus(limits.callTimeout()).isAfter(due)
                ? Mono.just(item)
                : leases.hold(item, now, limits.lease()).timeout(limits.callTimeout());
    }

    private static Ended answeredIn(Duration latency) {
        return limit -> limit.answered(1, latency);
    }

    /** How a piece of work came to its end. */
    @FunctionalInterface
    private interface Ended {
        void tell(InFlightLimit limit);
    }
}
