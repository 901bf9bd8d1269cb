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
 * Tells those who wait in this process that an order changed, after the commit. A hint only: what another replica
 * commits is not heard here, so whoever waits also looks from time to time.
 */
public final class OrderSignals {

    private final ConcurrentMap<OrderId, List<FluxSink<OrderId>>> waiting = new ConcurrentHashMap<>();

    public void changed(OrderId id) {
        List<FluxSink<OrderId>> sinks = waiting.get(id);
        if (sinks != null) {
            sinks.forEach(sink -> sink.next(id));
        }
    }

    /** Tells of the changes once the transaction that this is subscribed in has committed; never when it rolled back. */
    public Mono<Void> changedOnCommit(Collection<OrderId> ids) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(() -> ids.forEach(OrderSignals.this::changed));
                    }
                }))
                .then();
    }

    /** Costs an entry for as long as it is subscribed to. Signals that come faster than they are taken are merged. */
    Flux<OrderId> of(OrderId id) {
        return Flux.create(
                sink -> {
                    waiting.compute(id, (key, present) -> {
                        List<FluxSink<OrderId>> sinks = present == null ? new CopyOnWriteArrayList<>() : present;
                        sinks.add(sink);
                        return sinks;
                    });
                    sink.onDispose(() -> waiting.computeIfPresent(id, (key, sinks) -> {
                        sinks.remove(sink);
                        return sinks.isEmpty() ? null : sinks;
                    }));
                },
                FluxSink.OverflowStrategy.LATEST);
    }

    int size() {
        return waiting.size();
    }
}
