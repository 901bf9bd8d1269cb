package dev.ares.messaging.postgres;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Drops what is old: processed messages by the partition, inbox rows in small batches. */
public final class PostgresHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(PostgresHousekeeping.class);

    private static final int SLOTS = 8;

    /** Old, and nothing unprocessed among them. Looks from outside, without a lock. */
    private static final String DROPPABLE = """
            SELECT EXISTS (SELECT FROM outbox_%1$d)
               AND NOT EXISTS (SELECT FROM outbox_%1$d WHERE status <> 'processed')
               AND NOT EXISTS (SELECT FROM outbox_%1$d WHERE created_at > now() - $1 * interval '1 millisecond')""";

    /** Never waits: a slot in use is one for another day, and a waiting lock would hold up those who come after. */
    private static final String LOCK = "LOCK TABLE outbox_%d IN ACCESS EXCLUSIVE MODE NOWAIT";

    /** Looked at again under the lock: a slow transaction may have committed a message in between. */
    private static final String UNPROCESSED = "SELECT EXISTS (SELECT FROM outbox_%d WHERE status <> 'processed')";

    private static final String TRUNCATE = "TRUNCATE outbox_%d";

    private static final String FORGET = """
            DELETE FROM inbox WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM inbox WHERE received_at < now() - $1 * interval '1 millisecond'
                LIMIT 5000 FOR UPDATE SKIP LOCKED))""";

    private static final String FORGET_LETTERS = """
            DELETE FROM dead_letter WHERE applied_at < now() - $1 * interval '1 millisecond'""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    public PostgresHousekeeping(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Empties the partitions whose messages are all processed and all older than the age; tells how many. */
    public Mono<Long> dropProcessed(Duration age) {
        return Flux.range(0, SLOTS)
                .filterWhen(slot -> database.sql(DROPPABLE.formatted(slot))
                        .bind("$1", age.toMillis())
                        .mapValue(Boolean.class)
                        .one())
                .concatMap(slot -> empty(slot)
                        .as(transaction::transactional)
                        .onErrorResume(DataAccessException.class, inUse -> {
                            log.info("Outbox slot {} is in use and keeps its processed messages for now", slot);
                            return Mono.empty();
                        }))
                .count();
    }

    private Mono<Integer> empty(int slot) {
        return database.sql(LOCK.formatted(slot))
                .then()
                .then(database.sql(UNPROCESSED.formatted(slot))
                        .mapValue(Boolean.class)
                        .one())
                .filter(unprocessed -> !unprocessed)
                .flatMap(none -> database.sql(TRUNCATE.formatted(slot)).then().thenReturn(slot));
    }

    /** Forgets dead letters that were applied longer ago than the age; the others stay. Tells how many. */
    public Mono<Long> forgetAppliedLetters(Duration age) {
        return database.sql(FORGET_LETTERS).bind("$1", age.toMillis()).fetch().rowsUpdated();
    }

    /** Forgets what was applied longer ago than the age; tells how many messages. */
    public Mono<Long> forgetReceived(Duration age) {
        return database.sql(FORGET)
                .bind("$1", age.toMillis())
                .fetch()
                .rowsUpdated()
                .repeat()
                .takeUntil(deleted -> deleted < 5000)
                .reduce(0L, Long::sum);
    }
}
