package dev.ares.payment.adapter.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.WebhookHint;
import dev.ares.payment.application.WebhookHint.About;
import dev.ares.payment.application.Webhooks;

/** Webhook hints as rows. */
public final class PostgresWebhooks implements Webhooks {

    /** In the order of the ids, so that two batches with ids in common do not meet in a deadlock. */
    private static final String ADD = """
            INSERT INTO webhook (id, type, about, reference, received_at, due_at)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
                AS w (id, type, about, reference, received_at, due_at)
            ORDER BY id
            ON CONFLICT (id) DO NOTHING
            """;

    /** Only a captured payment has a reference. */
    private static final String TAKE_DUE = """
            WITH due AS (
                SELECT id, CASE about
                           WHEN 'SOMETHING_ELSE' THEN 'not about a payment'
                           WHEN 'PAYMENT' THEN (SELECT 'known already' FROM payment
                                                 WHERE provider_reference = webhook.reference AND webhook.type <> $5)
                           END AS nothing_new
                  FROM webhook
                 WHERE due_at <= $1 OR due_at > $4
                 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE webhook
                   SET attempts = attempts + 1,
                       due_at = CASE WHEN nothing_new IS NULL THEN $2::timestamptz END,
                       handled_at = CASE WHEN nothing_new IS NOT NULL THEN $1::timestamptz END,
                       note = coalesce(nothing_new, note)
                  FROM due
                 WHERE webhook.id = due.id
                RETURNING webhook.id, type, about, reference, nothing_new
            )
            SELECT id, type, about, reference FROM taken WHERE nothing_new IS NULL
            """;

    private static final String HANDLED =
            "UPDATE webhook SET handled_at = $2, due_at = NULL, note = $3 WHERE id = $1 AND handled_at IS NULL";

    private final DatabaseClient database;

    public PostgresWebhooks(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(List<Arrival> arrivals) {
        return database.sql(ADD)
                .bind(0, column(arrivals, arrival -> arrival.hint().id(), String[]::new))
                .bind(1, column(arrivals, arrival -> arrival.hint().type(), String[]::new))
                .bind(2, column(arrivals, arrival -> arrival.hint().about().name(), String[]::new))
                .bind(3, column(arrivals, arrival -> arrival.hint().reference(), String[]::new))
                .bind(4, column(arrivals, Arrival::receivedAt, Instant[]::new))
                .bind(5, column(arrivals, Arrival::dueAt, Instant[]::new))
                .then();
    }

    private static <T> T[] column(List<Arrival> arrivals, Function<Arrival, T> value, IntFunction<T[]> array) {
        return arrivals.stream().map(value).toArray(array);
    }

    @Override
    public Flux<WebhookHint> takeDue(Instant now, Duration lease, int limit) {
        return database.sql(TAKE_DUE)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, now.plus(lease).atOffset(ZoneOffset.UTC))
                .bind(2, limit)
                .bind(3, now.plus(lease.multipliedBy(2)).atOffset(ZoneOffset.UTC))
                .bind(4, WebhookHint.DISPUTED)
                .map(row -> new WebhookHint(
                        PaymentRows.text(row, "id"),
                        PaymentRows.text(row, "type"),
                        About.valueOf(PaymentRows.text(row, "about")),
                        PaymentRows.text(row, "reference")))
                .all();
    }

    @Override
    public Mono<Void> handled(String id, String note, Instant at) {
        return database.sql(HANDLED)
                .bind(0, id)
                .bind(1, at.atOffset(ZoneOffset.UTC))
                .bind(2, note)
                .then();
    }

    @Override
    public Mono<Long> forget(Instant handledBefore) {
        return database.sql("DELETE FROM webhook WHERE handled_at < $1")
                .bind(0, handledBefore.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }
}
