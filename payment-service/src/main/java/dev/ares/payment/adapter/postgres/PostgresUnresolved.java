package dev.ares.payment.adapter.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Unresolved;
import dev.ares.payment.domain.Leased;
import dev.ares.payment.domain.Money;

import static dev.ares.payment.adapter.postgres.PaymentRows.text;
import static dev.ares.payment.adapter.postgres.PaymentRows.value;

/** Payments and refunds side by side. */
public final class PostgresUnresolved implements Unresolved {

    private static final String FIND = """
            SELECT * FROM (
                SELECT id, 'PAYMENT' AS kind, order_id, status, amount, currency, detail, attempts,
                       due_at, created_at, updated_at
                  FROM payment WHERE status = $1 AND due_at IS NOT NULL
                UNION ALL
                SELECT id, 'REFUND', order_id, status, amount, currency, detail, attempts,
                       due_at, created_at, updated_at
                  FROM refund WHERE status = $1 AND due_at IS NOT NULL
                UNION ALL
                SELECT open.id, open.kind, open.order_id, 'CONTRADICTED', coalesce(refund.amount, payment.amount),
                       coalesce(refund.currency, payment.currency), open.said, open.times,
                       open.first_at, open.first_at, open.last_at
                  FROM contradiction AS open
                  LEFT JOIN payment ON payment.id = open.subject
                  LEFT JOIN refund ON refund.id = open.subject
                 WHERE $1 = 'PARKED' AND open.resolved_at IS NULL
            ) AS unresolved%s ORDER BY created_at, id LIMIT $2
            """;

    private static final String FIRST_PAGE = FIND.formatted("");

    private static final String NEXT_PAGE = FIND.formatted("""

            WHERE (created_at, id) > (SELECT created_at, id FROM payment WHERE id = $3
                                      UNION ALL SELECT created_at, id FROM refund WHERE id = $3
                                      UNION ALL SELECT first_at, id FROM contradiction WHERE id = $3)""");

    private static final String RESOLVE = """
            UPDATE contradiction SET resolved_at = $2, resolved_by = $3 WHERE id = $1 AND resolved_at IS NULL
            """;

    private static final String CENSUS = """
            SELECT (SELECT count(*) FROM payment WHERE status = 'PARKED' AND due_at IS NOT NULL)
                 + (SELECT count(*) FROM refund WHERE status = 'PARKED' AND due_at IS NOT NULL) AS parked,
                   (SELECT count(*) FROM contradiction WHERE resolved_at IS NULL) AS contradicted
            """;

    private static final String MAKE_DUE = """
            WITH payments AS (
                UPDATE payment SET due_at = $2 WHERE id = $1 AND status = 'PARKED' RETURNING id
            ), refunds AS (
                UPDATE refund SET due_at = $2 WHERE id = $1 AND status = 'PARKED' RETURNING id
            )
            SELECT id FROM payments UNION ALL SELECT id FROM refunds
            """;

    private final DatabaseClient database;

    public PostgresUnresolved(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<Entry> find(Status status, @Nullable UUID after, int limit) {
        GenericExecuteSpec find = database.sql(after == null ? FIRST_PAGE : NEXT_PAGE)
                .bind(0, status.name())
                .bind(1, limit);
        return (after == null ? find : find.bind(2, after))
                .map(PostgresUnresolved::read)
                .all();
    }

    @Override
    public Mono<Boolean> makeDue(UUID id, Instant now) {
        return database.sql(MAKE_DUE)
                .bind(0, id)
                .bind(1, now.atOffset(ZoneOffset.UTC))
                .fetch()
                .all()
                .hasElements();
    }

    @Override
    public Mono<Boolean> resolve(UUID id, String by, Instant now) {
        return database.sql(RESOLVE)
                .bind(0, id)
                .bind(1, now.atOffset(ZoneOffset.UTC))
                .bind(2, by)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Map<Status, Long>> census() {
        return database.sql(CENSUS)
                .map(row -> Map.of(
                        Status.PARKED, value(row, "parked", Long.class),
                        Status.CONTRADICTED, value(row, "contradicted", Long.class)))
                .one();
    }

    private static Entry read(Readable row) {
        return new Entry(
                value(row, "id", UUID.class),
                Leased.Kind.valueOf(text(row, "kind")),
                text(row, "order_id"),
                Status.valueOf(text(row, "status")),
                new Money(value(row, "amount", Long.class), text(row, "currency")),
                text(row, "detail"),
                value(row, "attempts", Integer.class),
                value(row, "due_at", Instant.class),
                value(row, "created_at", Instant.class),
                value(row, "updated_at", Instant.class));
    }
}
