package dev.ares.messaging.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.messaging.BackOff;
import dev.ares.messaging.Delivery;
import dev.ares.messaging.MessageTable;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.StoredMessage;

/** The relay's side of the table. All times are the database's. */
public final class PostgresMessageTable implements MessageTable {

    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT slot, id FROM outbox
                WHERE status = 'pending' AND leased_until <= clock_timestamp() AND next_attempt_at <= clock_timestamp()
                ORDER BY leased_until
                LIMIT $1
                FOR UPDATE SKIP LOCKED)
            UPDATE outbox AS o SET leased_until = clock_timestamp() + $2 * interval '1 millisecond'
            FROM due WHERE o.slot = due.slot AND o.id = due.id
            RETURNING o.slot, o.id, o.topic, o.key, o.type, o.headers::text AS headers, o.payload""";

    private static final String MARK = """
            UPDATE outbox AS o SET status = 'processed'
            FROM unnest($1::smallint[], $2::uuid[]) AS m (slot, id)
            WHERE o.slot = m.slot AND o.id = m.id AND o.status = 'pending'""";

    private static final String RELEASE = """
            UPDATE outbox AS o SET leased_until = clock_timestamp(),
                next_attempt_at = clock_timestamp() + $3 * interval '1 millisecond'
            FROM unnest($1::smallint[], $2::uuid[]) AS m (slot, id)
            WHERE o.slot = m.slot AND o.id = m.id AND o.status = 'pending'""";

    private static final String REFUSE = """
            WITH refused AS (
                UPDATE outbox AS o SET retry_count = retry_count + 1,
                    status = CASE WHEN retry_count + 1 >= $4 THEN 'failed' ELSE 'pending' END,
                    last_error = m.reason,
                    leased_until = clock_timestamp(),
                    next_attempt_at = clock_timestamp()
                        + least(0.2 * 2 ^ retry_count, $5) * interval '1 second'
                FROM unnest($1::smallint[], $2::uuid[], $3::text[]) AS m (slot, id, reason)
                WHERE o.slot = m.slot AND o.id = m.id AND o.status = 'pending'
                RETURNING o.status)
            SELECT count(*) FROM refused WHERE status = 'failed'""";

    private static final String REQUEUE = """
            UPDATE outbox SET status = 'pending', retry_count = 0,
                leased_until = clock_timestamp(), next_attempt_at = clock_timestamp()
            WHERE id = $1 AND status = 'failed'""";

    private static final String BACKLOG = """
            SELECT count(*) FILTER (WHERE status = 'pending') AS pending,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE status = 'pending'))
                       * 1000, 0)::bigint AS oldest,
                   count(*) FILTER (WHERE status = 'failed') AS failed,
                   (SELECT count(*) FROM dead_letter WHERE applied_at IS NULL) AS dead_letters
            FROM outbox WHERE status <> 'processed'""";

    private final DatabaseClient database;
    private final Duration lease;
    private final int maxAttempts;

    /** @param maxAttempts how often a message is tried that is itself at fault, before it is parked */
    public PostgresMessageTable(DatabaseClient database, Duration lease, int maxAttempts) {
        this.database = database;
        this.lease = lease;
        this.maxAttempts = maxAttempts;
    }

    @Override
    public Mono<List<StoredMessage>> claim(int limit) {
        return Mono.defer(() -> {
            long leaseEnds = System.nanoTime() + lease.toNanos();
            return database.sql(CLAIM)
                    .bind("$1", limit)
                    .bind("$2", lease.toMillis())
                    .map(row -> stored(row, leaseEnds))
                    .all()
                    .collectList();
        });
    }

    @Override
    public Mono<Void> markProcessed(List<StoredMessage> messages) {
        return update(MARK, messages).then();
    }

    @Override
    public Mono<Void> release(List<StoredMessage> messages, Duration delay) {
        return update(RELEASE, messages)
                .bind("$3", Math.max(0, delay.toMillis()))
                .then();
    }

    @Override
    public Mono<Long> refuse(List<Delivery.Refused> refused) {
        List<StoredMessage> messages =
                refused.stream().map(Delivery.Refused::message).toList();
        return update(REFUSE, messages)
                .bind("$3", refused.stream().map(Delivery.Refused::reason).toArray(String[]::new))
                .bind("$4", maxAttempts)
                .bind("$5", BackOff.LONGEST.toSeconds())
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Mono<Boolean> requeue(UUID id) {
        return database.sql(REQUEUE).bind("$1", id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    @Override
    public Mono<Backlog> backlog() {
        return database.sql(BACKLOG)
                .map(row -> new Backlog(
                        get(row, "pending", Long.class),
                        Duration.ofMillis(get(row, "oldest", Long.class)),
                        get(row, "failed", Long.class),
                        get(row, "dead_letters", Long.class)))
                .one();
    }

    private DatabaseClient.GenericExecuteSpec update(String sql, List<StoredMessage> messages) {
        return database.sql(sql)
                .bind("$1", array(messages, StoredMessage::slot).toArray(Short[]::new))
                .bind("$2", array(messages, one -> one.message().id()).toArray(UUID[]::new));
    }

    private static <T> List<T> array(List<StoredMessage> messages, Function<StoredMessage, T> column) {
        return messages.stream().map(column).toList();
    }

    private static StoredMessage stored(Readable row, long leaseEnds) {
        OutgoingMessage message = new OutgoingMessage(
                get(row, "id", UUID.class),
                get(row, "topic", String.class),
                get(row, "key", String.class),
                get(row, "type", String.class),
                HeaderJson.read(get(row, "headers", String.class)),
                get(row, "payload", byte[].class));
        return new StoredMessage(get(row, "slot", Short.class), message, leaseEnds);
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
