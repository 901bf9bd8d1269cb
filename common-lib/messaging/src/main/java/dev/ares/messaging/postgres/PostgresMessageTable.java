package dev.ares.messaging.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.messaging.BackOff;
import dev.ares.messaging.Backlog;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.relay.Delivery;
import dev.ares.messaging.relay.MessageTable;
import dev.ares.messaging.relay.StoredMessage;

/** The relay's side of the table. All times are the database's. */
public final class PostgresMessageTable implements MessageTable {

    // The driver reads a bytea with a regular expression over its hexadecimal digits, so payloads cross as base64. The
    // time is the statement's: at the clock's, which moves, the index would be read beyond what is due.
    private static final String HOLD_WHERE = """
            SELECT slot, id, topic, key, type, headers::text, encode(payload, 'base64') FROM outbox
            WHERE status = 'pending' AND leased_until %s
                AND (next_attempt_at <= statement_timestamp()
                    OR next_attempt_at > statement_timestamp() + $2 * interval '1 millisecond')
            ORDER BY leased_until
            LIMIT $1
            FOR UPDATE SKIP LOCKED""";

    static final String HOLD_DUE = HOLD_WHERE.formatted("<= statement_timestamp()");

    static final String HOLD_PUT_OFF = HOLD_WHERE.formatted("> statement_timestamp() + $3 * interval '1 millisecond'");

    /** Every 8 s at the default interval. */
    private static final int HOLDS_TO_A_LOOK_AHEAD = 8;

    /** Nothing is put off for longer; twice, so that a statement that waited counts for nothing. */
    private static final Duration LATEST_ATTEMPT = BackOff.LONGEST.multipliedBy(2);

    private static final String LEASE = """
            UPDATE outbox SET leased_until = clock_timestamp() + $3 * interval '1 millisecond'
            WHERE slot = $1 AND id = ANY ($2) AND status = 'pending'""";

    private static final String MARK = """
            UPDATE outbox SET status = 'processed' WHERE slot = $1 AND id = ANY ($2) AND status = 'pending'""";

    private static final String RELEASE = """
            UPDATE outbox SET leased_until = clock_timestamp(),
                next_attempt_at = clock_timestamp() + $3 * interval '1 millisecond'
            WHERE slot = $1 AND id = ANY ($2) AND status = 'pending'""";

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
    private final TransactionalOperator transaction;
    private final Duration lease;
    private final Duration latestLease;
    private final AtomicInteger holds = new AtomicInteger();
    private final int maxAttempts;

    /**
     * @param transaction for what holds messages
     * @param maxAttempts how often a message is tried that is itself at fault, before it is parked
     */
    public PostgresMessageTable(
            DatabaseClient database, TransactionalOperator transaction, Duration lease, int maxAttempts) {
        this.database = database;
        this.transaction = transaction;
        this.lease = lease;
        this.latestLease = lease.multipliedBy(2);
        this.maxAttempts = maxAttempts;
    }

    @Override
    public Mono<Integer> hold(int limit, Function<List<StoredMessage>, Mono<Void>> work) {
        return lockDue(limit)
                .flatMap(
                        held -> held.isEmpty() ? Mono.just(0) : work.apply(held).thenReturn(held.size()))
                .as(transaction::transactional);
    }

    /**
     * Locks what is due, and now and then what the database's clock has put off: when it is set back, by a failover for
     * example, what was written before lies further ahead than anything can, and nobody else would come to it. That is a
     * statement of its own, at the other end of the index: in the same one all that is leased would be looked at each time.
     */
    private Mono<List<StoredMessage>> lockDue(int limit) {
        return Mono.defer(() -> {
            boolean aheadToo = holds.getAndIncrement() % HOLDS_TO_A_LOOK_AHEAD == 0;
            long holdEnds = System.nanoTime() + HOLD.toNanos();
            Mono<List<StoredMessage>> due = locked(database.sql(HOLD_DUE), limit, holdEnds);
            return !aheadToo
                    ? due
                    : due.flatMap(found -> found.size() == limit
                            ? Mono.just(found)
                            : locked(putOff(), limit - found.size(), holdEnds).map(more -> both(found, more)));
        });
    }

    private DatabaseClient.GenericExecuteSpec putOff() {
        return database.sql(HOLD_PUT_OFF).bind("$3", latestLease.toMillis());
    }

    private static Mono<List<StoredMessage>> locked(
            DatabaseClient.GenericExecuteSpec statement, int limit, long holdEnds) {
        return statement
                .bind("$1", limit)
                .bind("$2", LATEST_ATTEMPT.toMillis())
                .map(row -> stored(row, holdEnds))
                .all()
                .collectList();
    }

    private static List<StoredMessage> both(List<StoredMessage> found, List<StoredMessage> more) {
        List<StoredMessage> all = new ArrayList<>(found);
        all.addAll(more);
        return all;
    }

    @Override
    public Mono<Void> lease(List<StoredMessage> messages) {
        return inEachSlot(LEASE, messages, update -> update.bind("$3", lease.toMillis()));
    }

    @Override
    public Mono<Void> markProcessed(List<StoredMessage> messages) {
        return inEachSlot(MARK, messages, update -> update);
    }

    @Override
    public Mono<Void> release(List<StoredMessage> messages, Duration delay) {
        return inEachSlot(RELEASE, messages, update -> update.bind("$3", Math.max(0, delay.toMillis())));
    }

    @Override
    public Mono<Long> refuse(List<Delivery.Refused> refused) {
        List<StoredMessage> messages =
                refused.stream().map(Delivery.Refused::message).toList();
        return database.sql(REFUSE)
                .bind("$1", messages.stream().map(StoredMessage::slot).toArray(Short[]::new))
                .bind("$2", ids(messages))
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

    /** The slot is a parameter of its own, so that only its partition is looked at; nearly always there is one. */
    private Mono<Void> inEachSlot(
            String sql, List<StoredMessage> messages, UnaryOperator<DatabaseClient.GenericExecuteSpec> bound) {
        Map<Short, List<StoredMessage>> bySlot = messages.stream()
                .collect(Collectors.groupingBy(StoredMessage::slot, TreeMap::new, Collectors.toList()));
        return Flux.fromIterable(bySlot.entrySet())
                .concatMap(slot -> bound.apply(
                                database.sql(sql).bind("$1", slot.getKey()).bind("$2", ids(slot.getValue())))
                        .then())
                .then();
    }

    private static UUID[] ids(List<StoredMessage> messages) {
        return messages.stream().map(one -> one.message().id()).toArray(UUID[]::new);
    }

    /** By position: a look-up by name costs as much as the value, and a backlog is many rows. */
    private static StoredMessage stored(Readable row, long holdEnds) {
        OutgoingMessage message = new OutgoingMessage(
                get(row, 1, UUID.class),
                get(row, 2, String.class),
                get(row, 3, String.class),
                get(row, 4, String.class),
                HeaderJson.read(get(row, 5, String.class)),
                Base64.getMimeDecoder().decode(get(row, 6, String.class)));
        return new StoredMessage(get(row, 0, Short.class), message, holdEnds);
    }

    private static <T> T get(Readable row, int column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
