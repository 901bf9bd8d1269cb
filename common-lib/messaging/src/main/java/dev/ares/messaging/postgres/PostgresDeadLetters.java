package dev.ares.messaging.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Subscription;
import dev.ares.messaging.reader.DeadLetterTable;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.observability.BlockingBoundary;

/** Dead letters in the database of the reader. All times are the database's. */
public final class PostgresDeadLetters implements DeadLetterTable {

    /** More than a statement may take by the database's own limit. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Offsets begin anew where a topic was lost: another record at a position that had a letter before is another letter,
     * told from it by a digest.
     */
    private static final String KEEP = """
            INSERT INTO dead_letter (reader, topic, position, key, headers, payload, reason)
            SELECT $1, $2,
                   CASE WHEN EXISTS (SELECT FROM dead_letter
                                      WHERE reader = $1 AND position = $3
                                        AND (payload, headers ->> 'ce_id') IS DISTINCT FROM ($6, $5::jsonb ->> 'ce_id'))
                        THEN $3 || ' ' || md5($6 || convert_to(coalesce($5::jsonb ->> 'ce_id', ''), 'UTF8')) ELSE $3 END,
                   $4, $5::jsonb, $6, $7
            ON CONFLICT (reader, position) DO NOTHING""";

    private static final String LOCK = """
            SELECT id, reader, topic, position, key, headers::text AS headers, payload FROM dead_letter
            WHERE id = $1 AND applied_at IS NULL FOR UPDATE""";

    private static final String APPLIED = "UPDATE dead_letter SET applied_at = clock_timestamp() WHERE id = $1";

    private static final String FAILED = """
            UPDATE dead_letter SET attempts = attempts + 1, reason = $2 WHERE id = $1 AND applied_at IS NULL""";

    private final DatabaseClient database;

    public PostgresDeadLetters(DatabaseClient database) {
        this.database = database;
    }

    @Override
    @BlockingBoundary("called on the reader's own thread, which may not go on before the record is kept")
    public void park(Subscription of, ReceivedRecord parked, String reason) {
        database.sql(KEEP)
                .bind("$1", of.reader())
                .bind("$2", of.topic())
                .bind("$3", parked.position())
                .bind("$4", text(parked.key()))
                .bind("$5", HeaderJson.write(texts(parked.headers())))
                .bind("$6", parked.payload())
                .bind("$7", text(reason))
                .then()
                .timeout(PATIENCE)
                .block();
    }

    @Override
    public Mono<Letter> lock(UUID id) {
        return database.sql(LOCK)
                .bind("$1", id)
                .map(PostgresDeadLetters::letter)
                .one();
    }

    @Override
    public Mono<Void> markApplied(UUID id) {
        return database.sql(APPLIED).bind("$1", id).then();
    }

    @Override
    public Mono<Void> markFailed(UUID id, String reason) {
        return database.sql(FAILED).bind("$1", id).bind("$2", text(reason)).then();
    }

    private static Letter letter(Readable row) {
        ReceivedRecord content = new ReceivedRecord(
                get(row, "position", String.class),
                get(row, "key", String.class),
                HeaderJson.read(get(row, "headers", String.class)),
                get(row, "payload", byte[].class));
        return new Letter(
                get(row, "id", UUID.class), get(row, "reader", String.class), get(row, "topic", String.class), content);
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    private static Map<String, String> texts(Map<String, String> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(
                        header -> text(header.getKey()), header -> text(header.getValue()), (a, b) -> a));
    }

    /** PostgreSQL takes any character in a text but this one; a letter that cannot be kept would block its reader. */
    private static String text(String given) {
        return given.replace('\0', '\uFFFD');
    }
}
