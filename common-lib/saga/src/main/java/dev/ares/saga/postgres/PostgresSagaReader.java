package dev.ares.saga.postgres;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaReader;

/** Looks at the sagas of all definitions; takes no locks. */
public final class PostgresSagaReader implements SagaReader {

    private static final String TIMELINE = """
            SELECT saga_id, seq, at, step, event, detail FROM saga_log
            WHERE saga_id = :id AND seq > :after ORDER BY seq
            """;

    private static final String FIND = """
            SELECT %s, created_at, updated_at FROM saga_instance
            WHERE phase NOT IN ('COMPLETED', 'COMPENSATED') AND (parked IS NOT NULL) = :parked
              AND (created_at, id) > (:afterTime, :afterId)
            ORDER BY created_at, id LIMIT :limit
            """.formatted(SagaRows.COLUMNS);

    private static final UUID FIRST_ID = new UUID(0, 0);

    private final DatabaseClient database;

    public PostgresSagaReader(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<SagaLogEntry> timeline(UUID id, int afterSeq) {
        return database.sql(TIMELINE)
                .bind("id", id)
                .bind("after", afterSeq)
                .map(SagaRows::entry)
                .all();
    }

    @Override
    public Flux<Overview> find(Status status, @Nullable Overview after, int limit) {
        return database.sql(FIND)
                .bind("parked", status == Status.PARKED)
                .bind("afterTime", after == null ? Instant.EPOCH : after.createdAt())
                .bind("afterId", after == null ? FIRST_ID : after.id())
                .bind("limit", limit)
                .map(SagaRows::overview)
                .all();
    }
}
