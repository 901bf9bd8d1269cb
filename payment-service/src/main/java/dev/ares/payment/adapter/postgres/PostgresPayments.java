package dev.ares.payment.adapter.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Payments;
import dev.ares.payment.domain.FirstSend;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;

/** Payments as rows. Many cross in one statement as arrays; rows are locked in id order, so that writers never cross. */
public final class PostgresPayments implements Payments {

    private static final String ADD = """
        INSERT INTO payment (id, order_id, user_id, amount, currency, method, receipt_email, idempotency_key,
                             status, detail, attempts, first_sent_at, due_at, created_at, version)
        SELECT id, order_id, user_id, amount, currency, method, receipt_email, idempotency_key,
               'PENDING', '', 0, nullif(first_sent_at, '')::timestamptz, due_at::timestamptz,
               created_at::timestamptz, 0
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                      $8::text[], $9::text[], $10::text[], $11::text[])
            AS new (id, order_id, user_id, amount, currency, method, receipt_email, idempotency_key,
                    due_at, created_at, first_sent_at)
         ORDER BY order_id
            ON CONFLICT (order_id) DO NOTHING
        RETURNING id
        """;

    /** Nullable columns travel as '' and come out as NULL; without a time when it is due a state is final. */
    private static final String SAVE = """
        WITH new AS (
            SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
                                 $7::integer[], $8::text[], $9::text[], $10::text[], $11::text[])
                AS new (id, version, status, reference, reason, detail, attempts, due_at, receipt_email, key,
                        first_sent_at)
        ), locked AS (
            SELECT payment.id FROM payment JOIN new USING (id) ORDER BY payment.id FOR UPDATE OF payment
        )
        UPDATE payment
           SET version = payment.version + 1, status = new.status, provider_reference = nullif(new.reference, ''),
               reason = nullif(new.reason, ''), detail = new.detail, attempts = new.attempts,
               due_at = nullif(new.due_at, '')::timestamptz, receipt_email = new.receipt_email,
               idempotency_key = new.key, first_sent_at = nullif(new.first_sent_at, '')::timestamptz,
               updated_at = now()
          FROM new JOIN locked USING (id)
         WHERE payment.id = new.id
           AND (payment.version = new.version - 1
                OR new.due_at = '' AND payment.due_at IS NOT NULL AND payment.idempotency_key = new.key)
        RETURNING payment.id
        """;

    private static final String TAKE_DUE = """
        WITH due AS (
            SELECT id, first_sent_at IS NULL AS first_send FROM payment
             WHERE due_at <= $1 OR due_at > $4 AND (status <> 'PARKED' OR due_at > $5)
             ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE payment
           SET due_at = $2, version = version + 1, first_sent_at = coalesce(payment.first_sent_at, $1)
          FROM due
         WHERE payment.id = due.id
        RETURNING payment.*, due.first_send
        """;

    /** The version tells that nobody had it in hand since, so what the holder knows of the first send is still so. */
    private static final String HOLD = """
        UPDATE payment SET due_at = $3, version = version + 1, first_sent_at = $4
         WHERE id = $1 AND version = $2 AND due_at IS NOT NULL
        RETURNING *, $5::boolean AS first_send
        """;

    private final DatabaseClient database;
    private final Patience patience;

    /** @param patience by which payments are put off */
    public PostgresPayments(DatabaseClient database, Patience patience) {
        this.database = database;
        this.patience = patience;
    }

    @Override
    public Mono<Set<UUID>> addMissing(List<Payment> payments) {
        return database.sql(ADD)
                .bind(0, array(payments, UUID[]::new, Payment::id))
                .bind(1, array(payments, String[]::new, Payment::orderId))
                .bind(2, array(payments, String[]::new, p -> p.request().userId()))
                .bind(3, array(payments, Long[]::new, p -> p.amount().amount()))
                .bind(4, array(payments, String[]::new, p -> p.amount().currency()))
                .bind(5, array(payments, String[]::new, p -> p.request().method()))
                .bind(6, array(payments, String[]::new, p -> p.request().receiptEmail()))
                .bind(7, array(payments, String[]::new, Payment::key))
                .bind(8, array(payments, String[]::new, p -> orEmpty(p.dueAt())))
                .bind(9, array(payments, String[]::new, p -> p.createdAt().toString()))
                .bind(
                        10,
                        array(
                                payments,
                                String[]::new,
                                p -> orEmpty(p.firstSend().at())))
                .map(row -> PaymentRows.value(row, "id", UUID.class))
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Flux<Payment> ofOrders(Collection<String> orderIds) {
        return database.sql("SELECT * FROM payment WHERE order_id = ANY($1)")
                .bind(0, orderIds.toArray(new String[0]))
                .map(PaymentRows::read)
                .all();
    }

    @Override
    public Flux<Payment> ofIds(Collection<UUID> ids) {
        return database.sql("SELECT * FROM payment WHERE id = ANY($1)")
                .bind(0, ids.toArray(UUID[]::new))
                .map(PaymentRows::read)
                .all();
    }

    @Override
    public Mono<Payment> ofReference(String reference) {
        return database.sql("SELECT * FROM payment WHERE provider_reference = $1")
                .bind(0, reference)
                .map(PaymentRows::read)
                .one();
    }

    @Override
    public Mono<Set<UUID>> save(List<Payment> payments) {
        return database.sql(SAVE)
                .bind(0, array(payments, UUID[]::new, Payment::id))
                .bind(1, array(payments, Long[]::new, Payment::version))
                .bind(2, array(payments, String[]::new, p -> p.status().name()))
                .bind(3, array(payments, String[]::new, p -> orEmpty(p.reference())))
                .bind(4, array(payments, String[]::new, p -> orEmpty(p.reason())))
                .bind(5, array(payments, String[]::new, Payment::detail))
                .bind(6, array(payments, Integer[]::new, Payment::attempts))
                .bind(7, array(payments, String[]::new, p -> orEmpty(p.dueAt())))
                .bind(8, array(payments, String[]::new, p -> p.request().receiptEmail()))
                .bind(9, array(payments, String[]::new, Payment::key))
                .bind(
                        10,
                        array(
                                payments,
                                String[]::new,
                                p -> orEmpty(p.firstSend().at())))
                .map(row -> PaymentRows.value(row, "id", UUID.class))
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Flux<Payment> takeDue(Instant now, Duration lease, int limit) {
        return database.sql(TAKE_DUE)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, now.plus(lease).atOffset(ZoneOffset.UTC))
                .bind(2, limit)
                .bind(3, patience.farthest(false, now, lease).atOffset(ZoneOffset.UTC))
                .bind(4, patience.farthest(true, now, lease).atOffset(ZoneOffset.UTC))
                .map(PaymentRows::claimed)
                .all();
    }

    @Override
    public Mono<Payment> hold(Payment payment, Instant now, Duration lease) {
        FirstSend claimed = payment.claimed(now).firstSend();
        return database.sql(HOLD)
                .bind(0, payment.id())
                .bind(1, payment.version())
                .bind(2, now.plus(lease).atOffset(ZoneOffset.UTC))
                .bind(3, Objects.requireNonNull(claimed.at()).atOffset(ZoneOffset.UTC))
                .bind(4, claimed.ours())
                .map(PaymentRows::claimed)
                .one();
    }

    private static <T> T[] array(
            List<Payment> payments, java.util.function.IntFunction<T[]> create, Function<Payment, T> column) {
        return payments.stream().map(column).toArray(create);
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
