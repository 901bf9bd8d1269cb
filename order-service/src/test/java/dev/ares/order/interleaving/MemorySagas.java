package dev.ares.order.interleaving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaStore;

/** Sagas in memory, fenced by their version as in the database. */
final class MemorySagas implements SagaStore {

    final Map<UUID, SagaInstance<byte[]>> stored = new TreeMap<>();

    /** Whose sagas were locked by id, lock by lock. */
    final List<String> locked = new ArrayList<>();

    /** How often some were saved. */
    int saves;

    @Override
    public Mono<Void> insert(List<SagaInstance<byte[]>> sagas, List<SagaLogEntry> entries) {
        return Mono.fromRunnable(() -> sagas.forEach(saga -> {
            if (stored.putIfAbsent(saga.id(), saga) != null) {
                throw new IllegalStateException("saga " + saga.id() + ": there already (expected: a new one)");
            }
        }));
    }

    @Override
    public Flux<SagaInstance<byte[]>> lock(String saga, List<UUID> ids) {
        locked.add(saga);
        return find(found -> found.saga().equals(saga) && ids.contains(found.id()));
    }

    @Override
    public Mono<Boolean> anyDue(String saga, Instant now, Instant latest) {
        return Flux.merge(lockDue(saga, now, 1), lockDueAfter(saga, latest, 1)).hasElements();
    }

    @Override
    public Flux<SagaInstance<byte[]>> lockDue(String saga, Instant now, int limit) {
        return find(found -> found.saga().equals(saga) && found.dueAt() != null && !now.isBefore(found.dueAt()));
    }

    @Override
    public Flux<SagaInstance<byte[]>> lockDueAfter(String saga, Instant latest, int limit) {
        return find(found -> found.saga().equals(saga)
                && found.dueAt() != null
                && found.dueAt().isAfter(latest));
    }

    private Flux<SagaInstance<byte[]>> find(Predicate<SagaInstance<byte[]>> which) {
        return Flux.defer(() -> Flux.fromIterable(stored.values().stream()
                .filter(which)
                .sorted(Comparator.comparing(SagaInstance::id))
                .toList()));
    }

    @Override
    public Mono<Void> save(List<? extends SagaInstance<?>> sagas, List<SagaLogEntry> entries) {
        return Mono.fromRunnable(() -> {
            saves++;
            sagas.forEach(this::save);
        });
    }

    private void save(SagaInstance<?> saga) {
        SagaInstance<byte[]> before = stored.get(saga.id());
        if (before == null || before.version() != saga.version()) {
            throw new IllegalStateException("saga " + saga.id() + ": stale (expected: " + before + ")");
        }
        stored.put(
                saga.id(),
                new SagaInstance<>(
                        saga.id(),
                        saga.saga(),
                        before.state(),
                        saga.version() + 1,
                        saga.phase(),
                        saga.undoable(),
                        saga.awaiting(),
                        saga.attempt(),
                        saga.dueAt(),
                        saga.cause(),
                        saga.cancelRequested(),
                        saga.parked(),
                        saga.contradicted(),
                        saga.entries()));
    }
}
