package dev.ares.saga.postgres;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;

import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaReader;

/** Looks at the sagas of all definitions; takes no locks. */
public final class PostgresSagaReader implements SagaReader {

    private static final String TIMELINE = """
            SELECT log.saga_id, log.seq, log.at, log.step, log.event, log.detail
            FROM unnest(:ids::uuid[], :afterSeqs::integer[]) AS seen (id, seq)
            JOIN saga_log log ON log.saga_id = seen.id AND log.seq > seen.seq
            ORDER BY log.saga_id, log.seq
            """;

    /** Each condition is that of an index, so that a list costs what it shows. */
    private static final String RUNNING =
            "phase NOT IN ('COMPLETED', 'COMPENSATED') AND parked IS NULL AND contradicted IS NULL";

    private static final String PARKED = "(parked IS NOT NULL OR contradicted IS NOT NULL)";

    private static final String FIND = """
            SELECT %s, created_at, updated_at FROM saga_instance WHERE %s%s
            ORDER BY created_at, id LIMIT :limit
            """;

    private static final String AFTER =
            " AND (created_at, id) > (SELECT last.created_at, last.id FROM saga_instance last WHERE last.id = :after)";

    private static final String CENSUS = """
            SELECT saga,
                   count(*) FILTER (WHERE %1$s) AS running,
                   count(*) FILTER (WHERE %2$s) AS parked,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE %1$s)) * 1000, 0)::bigint
                       AS oldest
            FROM saga_instance WHERE (%1$s) OR %2$s GROUP BY saga
            """.formatted(RUNNING, PARKED);

    private final DatabaseClient database;

    public PostgresSagaReader(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<SagaLogEntry> timelines(Map<UUID, Integer> afterSeq) {
        Columns<Map.Entry<UUID, Integer>> seen = new Columns<>(List.copyOf(afterSeq.entrySet()));
        return database.sql(TIMELINE)
                .bind("ids", seen.ids(Map.Entry::getKey))
                .bind("afterSeqs", seen.numbers(Map.Entry::getValue))
                .map(SagaRows::entry)
                .all();
    }

    @Override
    public Flux<Census> census() {
        return database.sql(CENSUS).map(SagaRows::census).all();
    }

    @Override
    public Flux<Overview> find(Status status, @Nullable UUID after, int limit) {
        String condition = status == Status.PARKED ? PARKED : RUNNING;
        GenericExecuteSpec find = database.sql(FIND.formatted(SagaRows.COLUMNS, condition, after == null ? "" : AFTER))
                .bind("limit", limit);
        return (after == null ? find : find.bind("after", after))
                .map(SagaRows::overview)
                .all();
    }
}
