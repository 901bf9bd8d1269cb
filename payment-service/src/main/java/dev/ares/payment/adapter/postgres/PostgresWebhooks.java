package dev.ares.payment.adapter.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

    private static final String TAKE_DUE = """
            UPDATE webhook SET due_at = $2, attempts = attempts + 1
             WHERE id IN (SELECT id FROM webhook WHERE due_at <= $1 OR due_at > $4
                           ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING id, type, about, reference
            """;

    private static final String HANDLED = """
            UPDATE webhook SET handled_at = $2, due_at = NULL, note = h.note
            FROM unnest($1::text[], $3::text[]) AS h (id, note)
            WHERE webhook.id = h.id AND handled_at IS NULL
            """;

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
                .map(row -> new WebhookHint(
                        PaymentRows.text(row, "id"),
                        PaymentRows.text(row, "type"),
                        About.valueOf(PaymentRows.text(row, "about")),
                        PaymentRows.text(row, "reference")))
                .all();
    }

    @Override
    public Mono<Void> handled(Map<String, String> notes, Instant at) {
        List<String> ids = List.copyOf(notes.keySet());
        return database.sql(HANDLED)
                .bind(0, ids.toArray(String[]::new))
                .bind(1, at.atOffset(ZoneOffset.UTC))
                .bind(2, ids.stream().map(notes::get).toArray(String[]::new))
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
