package dev.ares.payment.adapter.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.WebhookHint;
import dev.ares.payment.application.WebhookHint.About;
import dev.ares.payment.application.Webhooks;

/** Webhook hints as rows. */
public final class PostgresWebhooks implements Webhooks {

    private static final String ADD = """
            INSERT INTO webhook (id, type, about, reference, received_at, due_at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String TAKE_DUE = """
            UPDATE webhook SET due_at = $2, attempts = attempts + 1
             WHERE id IN (SELECT id FROM webhook WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING id, type, about, reference
            """;

    private static final String HANDLED =
            "UPDATE webhook SET handled_at = $2, due_at = NULL, note = $3 WHERE id = $1 AND handled_at IS NULL";

    private final DatabaseClient database;

    public PostgresWebhooks(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(WebhookHint hint, Instant receivedAt, Instant dueAt) {
        return database.sql(ADD)
                .bind(0, hint.id())
                .bind(1, hint.type())
                .bind(2, hint.about().name())
                .bind(3, hint.reference())
                .bind(4, receivedAt.atOffset(ZoneOffset.UTC))
                .bind(5, dueAt.atOffset(ZoneOffset.UTC))
                .then();
    }

    @Override
    public Flux<WebhookHint> takeDue(Instant now, Duration lease, int limit) {
        return database.sql(TAKE_DUE)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, now.plus(lease).atOffset(ZoneOffset.UTC))
                .bind(2, limit)
                .map(row -> new WebhookHint(
                        PaymentRows.text(row, "id"),
                        PaymentRows.text(row, "type"),
                        About.valueOf(PaymentRows.text(row, "about")),
                        PaymentRows.text(row, "reference")))
                .all();
    }

    @Override
    public Mono<Void> handled(String id, Instant at, String note) {
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
