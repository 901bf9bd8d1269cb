package dev.ares.payment.adapter.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Unresolved;
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
            ) AS unresolved%s ORDER BY created_at, id LIMIT $2
            """;

    private static final String FIRST_PAGE = FIND.formatted("");

    private static final String NEXT_PAGE = FIND.formatted("""

            WHERE (created_at, id) > (SELECT created_at, id FROM payment WHERE id = $3
                                      UNION ALL SELECT created_at, id FROM refund WHERE id = $3)""");

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

    private static Entry read(Readable row) {
        return new Entry(
                value(row, "id", UUID.class),
                Kind.valueOf(text(row, "kind")),
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
