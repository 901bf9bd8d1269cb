package dev.ares.payment.adapter.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Refunds;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Refund;

/**
 * Refunds as rows; what they set aside is the payment's {@code refunded}. Refunds are locked before payments, each in
 * id order, so that writers never cross.
 */
public final class PostgresRefunds implements Refunds {

    private static final String ADD = """
        INSERT INTO refund (id, order_id, amount, currency, status, detail, due_at, created_at)
        SELECT id, order_id, amount, currency, 'PENDING', '', due_at::timestamptz, created_at::timestamptz
          FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
            AS new (id, order_id, amount, currency, due_at, created_at)
         ORDER BY id
            ON CONFLICT (id) DO NOTHING
        RETURNING id
        """;

    private static final String LOCK_PAYMENTS =
            "SELECT id FROM payment WHERE order_id = ANY($1) ORDER BY id FOR UPDATE";

    private static final String SET_ASIDE = """
        UPDATE payment SET refunded = refunded + $2, version = version + 1, updated_at = now()
         WHERE order_id = $1 AND currency = $3 AND status = 'CAPTURED' AND refunded + $2 <= amount
        """;

    /** Nullable columns travel as '' and come out as NULL; without a time when it is due a state is final. */
    private static final String SAVE = """
        WITH new AS (
            SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
                                 $7::integer[], $8::text[])
                AS new (id, version, status, reference, reason, detail, attempts, due_at)
        ), locked AS (
            SELECT refund.id FROM refund JOIN new USING (id) ORDER BY refund.id FOR UPDATE OF refund
        ), saved AS (
            UPDATE refund
               SET version = refund.version + 1, status = new.status, provider_reference = nullif(new.reference, ''),
                   reason = nullif(new.reason, ''), detail = new.detail, attempts = new.attempts,
                   due_at = nullif(new.due_at, '')::timestamptz, updated_at = now()
              FROM new JOIN locked USING (id)
             WHERE refund.id = new.id
               AND (refund.version = new.version - 1 OR new.due_at = '' AND refund.due_at IS NOT NULL)
            RETURNING refund.id, refund.order_id, refund.amount, refund.reason
        ), back AS (
            SELECT order_id, sum(amount) AS amount FROM saved WHERE reason = 'REFUND_REFUSED' GROUP BY order_id
        ), paid AS (
            SELECT payment.id, back.amount FROM payment JOIN back USING (order_id)
             ORDER BY payment.id FOR UPDATE OF payment
        ), put_back AS (
            UPDATE payment SET refunded = refunded - paid.amount, version = version + 1, updated_at = now()
              FROM paid WHERE payment.id = paid.id
        )
        SELECT id FROM saved
        """;

    private static final String TAKE_DUE = """
        UPDATE refund SET due_at = $2, version = version + 1
         WHERE id IN (SELECT id FROM refund
                       WHERE due_at <= $1 OR due_at > $4 AND (status <> 'PARKED' OR due_at > $5)
                       ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING *
        """;

    private static final String HOLD = """
        UPDATE refund SET due_at = $3, version = version + 1
         WHERE id = $1 AND version = $2 AND due_at IS NOT NULL
        RETURNING *
        """;

    private final DatabaseClient database;
    private final Patience patience;

    /** @param patience by which refunds are put off */
    public PostgresRefunds(DatabaseClient database, Patience patience) {
        this.database = database;
        this.patience = patience;
    }

    @Override
    public Mono<Set<UUID>> addMissing(List<Refund> refunds) {
        return ids(database.sql(ADD)
                .bind(0, array(refunds, UUID[]::new, Refund::id))
                .bind(1, array(refunds, String[]::new, Refund::orderId))
                .bind(2, array(refunds, Long[]::new, r -> r.amount().amount()))
                .bind(3, array(refunds, String[]::new, r -> r.amount().currency()))
                .bind(4, array(refunds, String[]::new, r -> orEmpty(r.dueAt())))
                .bind(5, array(refunds, String[]::new, r -> r.createdAt().toString())));
    }

    @Override
    public Mono<Set<UUID>> setAside(List<Refund> refunds) {
        return database.sql(LOCK_PAYMENTS)
                .bind(0, array(refunds, String[]::new, Refund::orderId))
                .fetch()
                .all()
                .thenMany(Flux.fromIterable(refunds))
                .filterWhen(this::fits, 1)
                .map(Refund::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<Set<UUID>> save(List<Refund> refunds) {
        return ids(database.sql(SAVE)
                .bind(0, array(refunds, UUID[]::new, Refund::id))
                .bind(1, array(refunds, Long[]::new, Refund::version))
                .bind(2, array(refunds, String[]::new, r -> r.status().name()))
                .bind(3, array(refunds, String[]::new, r -> orEmpty(r.reference())))
                .bind(4, array(refunds, String[]::new, r -> orEmpty(r.reason())))
                .bind(5, array(refunds, String[]::new, Refund::detail))
                .bind(6, array(refunds, Integer[]::new, Refund::attempts))
                .bind(7, array(refunds, String[]::new, r -> orEmpty(r.dueAt()))));
    }

    @Override
    public Flux<Refund> ofIds(Collection<UUID> ids) {
        return database.sql("SELECT * FROM refund WHERE id = ANY($1)")
                .bind(0, ids.toArray(new UUID[0]))
                .map(RefundRows::read)
                .all();
    }

    @Override
    public Flux<Refund> takeDue(Instant now, Duration lease, int limit) {
        return database.sql(TAKE_DUE)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, now.plus(lease).atOffset(ZoneOffset.UTC))
                .bind(2, limit)
                .bind(3, patience.farthest(false, now, lease).atOffset(ZoneOffset.UTC))
                .bind(4, patience.farthest(true, now, lease).atOffset(ZoneOffset.UTC))
                .map(RefundRows::read)
                .all();
    }

    @Override
    public Mono<Refund> hold(Refund refund, Instant now, Duration lease) {
        return database.sql(HOLD)
                .bind(0, refund.id())
                .bind(1, refund.version())
                .bind(2, now.plus(lease).atOffset(ZoneOffset.UTC))
                .map(RefundRows::read)
                .one();
    }

    private Mono<Boolean> fits(Refund refund) {
        return database.sql(SET_ASIDE)
                .bind(0, refund.orderId())
                .bind(1, refund.amount().amount())
                .bind(2, refund.amount().currency())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static Mono<Set<UUID>> ids(DatabaseClient.GenericExecuteSpec statement) {
        return statement
                .map(row -> PaymentRows.value(row, "id", UUID.class))
                .all()
                .collect(Collectors.toSet());
    }

    private static <T> T[] array(List<Refund> refunds, IntFunction<T[]> create, Function<Refund, T> column) {
        return refunds.stream().map(column).toArray(create);
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
