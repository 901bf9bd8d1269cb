package dev.ares.messaging.postgres;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.operator.MessageBrowser;

/** Looks into both tables at once. What is through is not listed, so both parts are read from small indexes. */
public final class PostgresMessageBrowser implements MessageBrowser {

    private static final String FIND = """
            SELECT * FROM (
                SELECT id, upper(status) AS status, topic, NULL AS reader, key, type, headers::text AS headers, payload,
                       retry_count AS attempts, last_error AS reason, created_at AS at
                FROM outbox WHERE status <> 'processed'
                UNION ALL
                SELECT id, 'DEAD_LETTER', topic, reader, key, headers ->> 'ce_type', headers::text, payload,
                       attempts, reason, parked_at
                FROM dead_letter WHERE applied_at IS NULL) AS message
            WHERE status = ANY ($1) AND (at, id) > ($2, $3)
            ORDER BY at, id
            LIMIT $4""";

    private static final Position START = new Position(Instant.EPOCH, new UUID(0, 0));

    private final DatabaseClient database;

    public PostgresMessageBrowser(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<Listed> find(Set<Status> statuses, @Nullable Position after, int limit) {
        Position from = after == null ? START : after;
        return database.sql(FIND)
                .bind("$1", statuses.stream().map(Status::name).toArray(String[]::new))
                .bind("$2", from.at())
                .bind("$3", from.id())
                .bind("$4", limit)
                .map(PostgresMessageBrowser::listed)
                .all();
    }

    private static Listed listed(Readable row) {
        Map<String, String> headers = HeaderJson.read(get(row, "headers", String.class));
        String type = row.get("type", String.class);
        return new Listed(
                get(row, "id", UUID.class),
                Status.valueOf(get(row, "status", String.class)),
                get(row, "topic", String.class),
                row.get("reader", String.class),
                get(row, "key", String.class),
                type == null ? headers.getOrDefault(CloudEvents.TYPE, "") : type,
                headers,
                get(row, "payload", byte[].class),
                get(row, "attempts", Integer.class),
                row.get("reason", String.class),
                get(row, "at", Instant.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
