package dev.ares.saga.postgres;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaInstance.Cause;
import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaStore;
import dev.ares.saga.StaleSagaException;

/** Sagas in PostgreSQL. Progress and timeline of any number of sagas cross in one statement, as arrays. */
public final class PostgresSagaStore implements SagaStore {

    private static final String LOG = """
            INSERT INTO saga_log (saga_id, seq, at, step, event, detail)
            SELECT * FROM unnest(:logIds::uuid[], :seqs::integer[], :ats::timestamptz[], :steps::text[],
                                 :events::text[], :details::text[])
            """;

    /**
     * Lists of names travel joined by commas, since PostgreSQL has no arrays of arrays of different lengths; states as
     * base64, since the driver has no arrays of bytea.
     */
    private static final String INSERT = """
            WITH logged AS (%s)
            INSERT INTO saga_instance
                (id, saga, state, version, phase, undoable, awaiting, attempt, due_at, entries)
            SELECT n.id, n.saga, decode(n.state, 'base64'), 0, n.phase, string_to_array(n.undoable, ','),
                   string_to_array(n.awaiting, ','), n.attempt, n.due_at, n.entries
            FROM unnest(:ids::uuid[], :sagas::text[], :states::text[], :phases::text[], :undoables::text[],
                        :awaitings::text[], :attempts::integer[], :dueAts::timestamptz[], :entries::integer[])
                AS n (id, saga, state, phase, undoable, awaiting, attempt, due_at, entries)
            """.formatted(LOG);

    private static final String SAVE = """
            WITH logged AS (%s)
            UPDATE saga_instance SET
                version = n.version + 1, phase = n.phase, undoable = string_to_array(n.undoable, ','),
                awaiting = string_to_array(n.awaiting, ','), attempt = n.attempt, due_at = n.due_at,
                reason = n.reason, detail = n.detail, cancel_requested = n.cancel_requested, parked = n.parked,
                contradicted = n.contradicted, entries = n.entries, updated_at = now()
            FROM unnest(:ids::uuid[], :versions::integer[], :phases::text[], :undoables::text[], :awaitings::text[],
                        :attempts::integer[], :dueAts::timestamptz[], :reasons::text[], :explanations::text[],
                        :cancels::text[], :parkeds::text[], :contradictions::text[], :entries::integer[])
                AS n (id, version, phase, undoable, awaiting, attempt, due_at, reason, detail, cancel_requested,
                      parked, contradicted, entries)
            WHERE saga_instance.id = n.id AND saga_instance.version = n.version
            RETURNING saga_instance.id
            """.formatted(LOG);

    /** The sort comes before the locks, so that two batches lock what they share in the same order. */
    private static final String LOCK = """
            SELECT %s FROM saga_instance WHERE id = ANY(:ids) AND saga = :saga ORDER BY id FOR UPDATE
            """.formatted(SagaRows.COLUMNS);

    /** Two looks, so that each is a step into the index; one condition of both would read all that run. */
    private static final String ANY_DUE = """
            SELECT EXISTS (SELECT 1 FROM saga_instance WHERE saga = :saga AND due_at <= :now)
                OR EXISTS (SELECT 1 FROM saga_instance WHERE saga = :saga AND due_at > :latest) AS any_due
            """;

    private static final String LOCK_DUE = """
            SELECT %s FROM saga_instance WHERE saga = :saga AND due_at <= :now
            ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED
            """.formatted(SagaRows.COLUMNS);

    private static final String LOCK_DUE_AFTER = """
            SELECT %s FROM saga_instance WHERE saga = :saga AND due_at > :latest
            ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED
            """.formatted(SagaRows.COLUMNS);

    private final DatabaseClient database;

    public PostgresSagaStore(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> insert(List<SagaInstance<byte[]>> sagas, List<SagaLogEntry> entries) {
        Columns<SagaInstance<byte[]>> started = new Columns<>(sagas);
        return withLog(database.sql(INSERT), entries)
                .bind("ids", started.ids(SagaInstance::id))
                .bind("sagas", started.texts(SagaInstance::saga))
                .bind("states", started.texts(saga -> Base64.getEncoder().encodeToString(saga.state())))
                .bind("phases", started.texts(saga -> saga.phase().name()))
                .bind("undoables", started.texts(saga -> String.join(",", saga.undoable())))
                .bind("awaitings", started.texts(saga -> String.join(",", saga.awaiting())))
                .bind("attempts", started.numbers(SagaInstance::attempt))
                .bind("dueAts", started.times(SagaInstance::dueAt))
                .bind("entries", started.numbers(SagaInstance::entries))
                .then();
    }

    @Override
    public Flux<SagaInstance<byte[]>> lock(String saga, List<UUID> ids) {
        return database.sql(LOCK)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("saga", saga)
                .map(SagaRows::instance)
                .all();
    }

    @Override
    public Mono<Boolean> anyDue(String saga, Instant now, Instant latest) {
        return database.sql(ANY_DUE)
                .bind("saga", saga)
                .bind("now", now)
                .bind("latest", latest)
                .map(row -> Boolean.TRUE.equals(row.get("any_due", Boolean.class)))
                .one();
    }

    @Override
    public Flux<SagaInstance<byte[]>> lockDue(String saga, Instant now, int limit) {
        return database.sql(LOCK_DUE)
                .bind("saga", saga)
                .bind("now", now)
                .bind("limit", limit)
                .map(SagaRows::instance)
                .all();
    }

    @Override
    public Flux<SagaInstance<byte[]>> lockDueAfter(String saga, Instant latest, int limit) {
        return database.sql(LOCK_DUE_AFTER)
                .bind("saga", saga)
                .bind("latest", latest)
                .bind("limit", limit)
                .map(SagaRows::instance)
                .all();
    }

    @Override
    public Mono<Void> save(List<? extends SagaInstance<?>> sagas, List<SagaLogEntry> entries) {
        return withProgress(withLog(database.sql(SAVE), entries), new Columns<>(sagas))
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all()
                .collect(Collectors.toSet())
                .flatMap(saved -> requireAll(sagas, saved));
    }

    private static GenericExecuteSpec withProgress(GenericExecuteSpec statement, Columns<SagaInstance<?>> sagas) {
        return statement
                .bind("ids", sagas.ids(SagaInstance::id))
                .bind("versions", sagas.numbers(SagaInstance::version))
                .bind("phases", sagas.texts(saga -> saga.phase().name()))
                .bind("undoables", sagas.texts(saga -> String.join(",", saga.undoable())))
                .bind("awaitings", sagas.texts(saga -> String.join(",", saga.awaiting())))
                .bind("attempts", sagas.numbers(SagaInstance::attempt))
                .bind("dueAts", sagas.times(SagaInstance::dueAt))
                .bind("reasons", sagas.texts(saga -> ofCause(saga, Cause::reason)))
                .bind("explanations", sagas.texts(saga -> ofCause(saga, Cause::detail)))
                .bind("cancels", sagas.texts(SagaInstance::cancelRequested))
                .bind("parkeds", sagas.texts(SagaInstance::parked))
                .bind("contradictions", sagas.texts(SagaInstance::contradicted))
                .bind("entries", sagas.numbers(SagaInstance::entries));
    }

    private static GenericExecuteSpec withLog(GenericExecuteSpec statement, List<SagaLogEntry> entries) {
        Columns<SagaLogEntry> log = new Columns<>(entries);
        return statement
                .bind("logIds", log.ids(SagaLogEntry::sagaId))
                .bind("seqs", log.numbers(SagaLogEntry::seq))
                .bind("ats", log.times(SagaLogEntry::at))
                .bind("steps", log.texts(SagaLogEntry::step))
                .bind("events", log.texts(entry -> entry.event().name()))
                .bind("details", log.texts(SagaLogEntry::detail));
    }

    private static @Nullable String ofCause(SagaInstance<?> saga, Function<Cause, @Nullable String> part) {
        Cause cause = saga.cause();
        return cause == null ? null : part.apply(cause);
    }

    private static Mono<Void> requireAll(List<? extends SagaInstance<?>> sagas, Set<UUID> saved) {
        List<UUID> missing = sagas.stream()
                .<UUID>map(SagaInstance::id)
                .filter(id -> !saved.contains(id))
                .toList();
        return missing.isEmpty() ? Mono.empty() : Mono.error(() -> new StaleSagaException(missing));
    }
}
