package dev.ares.saga;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Port: where sagas are kept. Everything that writes or locks joins the caller's transaction, takes a constant number
 * of statements whatever the number of sagas, and sees only the sagas of the named definition.
 */
public interface SagaStore {

    /** Adds sagas at version 0 with their first entries. Fails when an id is taken. */
    Mono<Void> insert(List<SagaInstance<byte[]>> sagas, List<SagaLogEntry> entries);

    /** Locks sagas in id order, waiting for other holders; those that do not exist are left out. */
    Flux<SagaInstance<byte[]>> lock(String saga, List<UUID> ids);

    /**
     * Whether any saga is due, or due later than {@code latest}. Locks nothing, and needs no transaction: most often there
     * is none, and then there is nothing to commit.
     */
    Mono<Boolean> anyDue(String saga, Instant now, Instant latest);

    /** Locks sagas that are due, the longest overdue first, passing over those that others hold. */
    Flux<SagaInstance<byte[]>> lockDue(String saga, Instant now, int limit);

    /** Locks sagas that are due later than the given time, passing over those that others hold. */
    Flux<SagaInstance<byte[]>> lockDueAfter(String saga, Instant latest, int limit);

    /**
     * Writes the progress of sagas, whose version grows by one, and their new entries.
     *
     * @return an error when one of them is missing or has another version: nothing may be committed then
     */
    Mono<Void> save(List<? extends SagaInstance<?>> sagas, List<SagaLogEntry> entries);
}
