package dev.ares.user.loyalty;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Gives a customer points by hand, once for each key of the giver. */
final class GrantPoints {

    private static final String LOCK = "SELECT balance FROM points_account WHERE user_id = $1 FOR NO KEY UPDATE";

    /** Adds the points only where the grant is new. */
    private static final String GRANT = """
            WITH granted AS (
                INSERT INTO points_grant (granted_by, idempotency_key, user_id, points, granted_at)
                VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT DO NOTHING RETURNING user_id, points),
            booked AS (
                INSERT INTO points_ledger (user_id, kind, points, booked_at)
                SELECT user_id, 'granted', points, $5 FROM granted)
            UPDATE points_account a SET balance = a.balance + granted.points FROM granted
            WHERE a.user_id = granted.user_id RETURNING a.balance""";

    private static final String FIND = """
            SELECT g.user_id = $3 AND g.points = $4 AS same FROM points_grant g
            WHERE g.granted_by = $1 AND g.idempotency_key = $2""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    GrantPoints(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Outcome> grant(Grant grant) {
        return transaction.transactional(lock(grant.userId())
                .flatMap(balance -> add(grant).switchIfEmpty(Mono.defer(() -> repeated(grant, balance))))
                .switchIfEmpty(Mono.fromSupplier(UnknownAccount::new)));
    }

    private Mono<Long> lock(UUID userId) {
        return database.sql(LOCK).bind("$1", userId).map(GrantPoints::balance).one();
    }

    private Mono<Outcome> add(Grant grant) {
        return bound(GRANT, grant)
                .bind("$5", OffsetDateTime.now(clock))
                .map(row -> (Outcome) new Granted(balance(row)))
                .one();
    }

    private Mono<Outcome> repeated(Grant grant, long balance) {
        return bound(FIND, grant)
                .map(row -> Objects.requireNonNull(row.get("same", Boolean.class)))
                .one()
                .map(same -> same ? new Granted(balance) : new KeyReused());
    }

    private DatabaseClient.GenericExecuteSpec bound(String sql, Grant grant) {
        return database.sql(sql)
                .bind("$1", grant.grantedBy())
                .bind("$2", grant.key())
                .bind("$3", grant.userId())
                .bind("$4", grant.points());
    }

    private static long balance(Readable row) {
        return Objects.requireNonNull(row.get("balance", Long.class));
    }

    /** @param key the giver's own, unique among the grants of {@code grantedBy} */
    record Grant(UUID grantedBy, String key, UUID userId, long points) {}

    sealed interface Outcome {}

    /** @param balance after the grant; of today, when the grant was made before */
    record Granted(long balance) implements Outcome {}

    record UnknownAccount() implements Outcome {}

    /** The key belongs to another grant. */
    record KeyReused() implements Outcome {}
}
