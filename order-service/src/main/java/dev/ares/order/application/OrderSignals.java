package dev.ares.order.application;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;

/**
 * Tells those who wait in this process that an order changed or that its checkout ended, after the commit. A hint only:
 * what another replica commits is not heard here, so whoever waits also looks from time to time.
 */
public final class OrderSignals {

    private final ConcurrentMap<OrderId, List<Listener>> waiting = new ConcurrentHashMap<>();

    /** @param untilTheEnd whether changes on the way are no news to it */
    private record Listener(FluxSink<OrderId> sink, boolean untilTheEnd) {}

    public void changed(OrderId id) {
        tell(id, false);
    }

    /** Tells of the changes once the transaction that this is subscribed in has committed; never when it rolled back. */
    public Mono<Void> changedOnCommit(Collection<OrderId> ids) {
        return onCommit(() -> ids.forEach(this::changed));
    }

    /** The same of checkouts that ended. It is a change too. */
    public Mono<Void> endedOnCommit(Collection<OrderId> ids) {
        return onCommit(() -> ids.forEach(this::ended));
    }

    void ended(OrderId id) {
        tell(id, true);
    }

    /**
     * The changes of an order. Costs an entry for as long as it is subscribed to. Signals that come faster than they are
     * taken are merged.
     */
    Flux<OrderId> changesOf(OrderId id) {
        return listen(id, false);
    }

    /** As the changes, but only of the end of its checkout. */
    Flux<OrderId> endOf(OrderId id) {
        return listen(id, true);
    }

    int size() {
        return waiting.size();
    }

    private void tell(OrderId id, boolean ended) {
        for (Listener listener : waiting.getOrDefault(id, List.of())) {
            if (ended || !listener.untilTheEnd()) {
                listener.sink().next(id);
            }
        }
    }

    private static Mono<Void> onCommit(Runnable telling) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(telling);
                    }
                }))
                .then();
    }

    private Flux<OrderId> listen(OrderId id, boolean untilTheEnd) {
        return Flux.create(
                sink -> {
                    Listener listener = new Listener(sink, untilTheEnd);
                    waiting.compute(id, (key, present) -> {
                        List<Listener> listeners = present == null ? new CopyOnWriteArrayList<>() : present;
                        listeners.add(listener);
                        return listeners;
                    });
                    sink.onDispose(() -> waiting.computeIfPresent(id, (key, listeners) -> {
                        listeners.remove(listener);
                        return listeners.isEmpty() ? null : listeners;
                    }));
                },
                FluxSink.OverflowStrategy.LATEST);
    }
}
