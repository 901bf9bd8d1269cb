package dev.ares.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.saga.SagaLogEntry.Event;

/** Loads and decodes sagas, and writes a batch of decisions: store, commands, listener, a statement or two each. */
final class SagaWriter<S, C> {

    private static final Logger log = LoggerFactory.getLogger(SagaWriter.class);

    private final String saga;
    private final SagaStore store;
    private final SagaStateCodec<S> codec;
    private final SagaCommands<C> commands;
    private final SagaListener listener;
    private final SagaWatcher watcher;

    SagaWriter(
            String saga,
            SagaStore store,
            SagaStateCodec<S> codec,
            SagaCommands<C> commands,
            SagaListener listener,
            SagaWatcher watcher) {
        this.saga = saga;
        this.store = store;
        this.codec = codec;
        this.commands = commands;
        this.listener = listener;
        this.watcher = watcher;
    }

    Mono<Void> insert(List<Transition<S, C>> started) {
        if (started.isEmpty()) {
            return Mono.empty();
        }
        List<SagaInstance<byte[]>> encoded = started.stream()
                .map(Transition::instance)
                .map(instance -> instance.withState(codec.encode(instance.state())))
                .toList();
        return store.insert(encoded, all(started, Transition::entries))
                .then(unlessEmpty(all(started, Transition::dispatches), commands::send))
                .then(watched(started));
    }

    Mono<Map<UUID, SagaInstance<S>>> lock(List<UUID> ids, Instant now) {
        return decoded(store.lock(saga, ids), now);
    }

    /** Locks a saga and tells where it stands, by its row alone: its state may be one that this version cannot read. */
    Mono<SagaInstance.Phase> hold(UUID id) {
        return store.lock(saga, List.of(id))
                .collectList()
                .flatMap(rows ->
                        Mono.justOrEmpty(rows.stream().map(SagaInstance::phase).findFirst()));
    }

    Mono<Boolean> anyDue(Instant now, Instant latest) {
        return store.anyDue(saga, now, latest);
    }

    Mono<Map<UUID, SagaInstance<S>>> lockDue(Instant now, int limit) {
        return decoded(store.lockDue(saga, now, limit), now);
    }

    Mono<Map<UUID, SagaInstance<S>>> lockDueAfter(Instant latest, Instant now, int limit) {
        return decoded(store.lockDueAfter(saga, latest, limit), now);
    }

    Mono<Void> write(List<Transition<S, C>> decisions) {
        List<Transition<S, C>> changes =
                decisions.stream().filter(Transition::changed).toList();
        return save(changes)
                .then(unlessEmpty(all(changes, Transition::dispatches), commands::send))
                .then(unlessEmpty(all(changes, Transition::milestones), listener::apply))
                .then(watched(changes));
    }

    private Mono<Void> watched(List<Transition<S, C>> changes) {
        return changes.isEmpty() || watcher == SagaWatcher.NONE
                ? Mono.empty()
                : TransactionSynchronizationManager.forCurrentTransaction()
                        .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public Mono<Void> afterCommit() {
                                return Mono.fromRunnable(() -> changes.forEach(this::tell));
                            }

                            private void tell(Transition<S, C> change) {
                                change.entries().forEach(entry -> watcher.happened(saga, entry, change.since()));
                            }
                        }))
                        .then();
    }

    /** What does not decode is parked at once: there is no way to move it, and it must not stop its neighbours. */
    private Mono<Map<UUID, SagaInstance<S>>> decoded(Flux<SagaInstance<byte[]>> stored, Instant now) {
        return stored.collectList().flatMap(rows -> {
            Map<UUID, SagaInstance<S>> sagas = new LinkedHashMap<>();
            List<Transition<byte[], C>> broken = new ArrayList<>();
            for (SagaInstance<byte[]> row : rows) {
                try {
                    sagas.put(row.id(), row.withState(codec.decode(row.state())));
                } catch (RuntimeException fault) {
                    broken.add(SagaTransitions.parked(row, "state does not decode: " + fault, now));
                }
            }
            return save(broken.stream().filter(Transition::changed).toList()).thenReturn(sagas);
        });
    }

    private <T> Mono<Void> save(List<Transition<T, C>> changes) {
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        List<SagaLogEntry> entries = all(changes, Transition::entries);
        List<SagaLogEntry> alarming = entries.stream()
                .filter(entry -> entry.event() == Event.PARKED || entry.event() == Event.CONTRADICTED)
                .toList();
        return unlessEmpty(alarming, this::warn)
                .then(store.save(changes.stream().map(Transition::instance).toList(), entries));
    }

    /** In {@code handle}, where Reactor brings the trace id back to the thread. */
    private Mono<Void> warn(List<SagaLogEntry> alarming) {
        return Mono.just(alarming)
                .handle((entries, none) -> entries.forEach(entry -> log.error(
                        "{} {}: {}{}: {}",
                        saga,
                        entry.sagaId(),
                        entry.step() == null ? "" : entry.step() + " ",
                        entry.event(),
                        entry.detail())));
    }

    private static <E> Mono<Void> unlessEmpty(List<E> elements, Function<List<E>, Mono<Void>> write) {
        return elements.isEmpty() ? Mono.empty() : Mono.defer(() -> write.apply(elements));
    }

    private <T, E> List<E> all(List<Transition<T, C>> changes, Function<Transition<T, C>, List<E>> part) {
        return changes.stream().map(part).flatMap(List::stream).toList();
    }
}
