package dev.ares.payment.adapter.postgres;

import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Refunds;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;

/** Refunds as rows; what they set aside is the payment's {@code refunded}. */
public final class PostgresRefunds implements Refunds {

    private static final String SET_ASIDE = """
            UPDATE payment SET refunded = refunded + $2, version = version + 1, updated_at = now()
             WHERE order_id = $1 AND currency = $3 AND status = 'CAPTURED' AND refunded + $2 <= amount
            """;

    private static final String ADD = """
            INSERT INTO refund (id, order_id, amount, currency, status, detail)
            SELECT $1, $2, $3, $4, 'PENDING', '' WHERE EXISTS (SELECT FROM payment WHERE order_id = $2)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String CONCLUDE = """
            WITH concluded AS (
                UPDATE refund SET status = $2, detail = $3, updated_at = now()
                 WHERE id = $1 AND status = 'PENDING'
                RETURNING order_id, amount, status
            )
            UPDATE payment
               SET refunded = refunded - concluded.amount, version = version + 1, updated_at = now()
              FROM concluded
             WHERE payment.order_id = concluded.order_id AND concluded.status = 'REFUSED'
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    public PostgresRefunds(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Refund> setAside(Refund refund) {
        Mono<Refund> work = add(refund).flatMap(added -> added ? reserve(refund) : find(refund.id()));
        return transaction.transactional(work);
    }

    @Override
    public Mono<Void> conclude(Refund refund) {
        return database.sql(CONCLUDE)
                .bind(0, refund.id())
                .bind(1, refund.status().name())
                .bind(2, refund.detail())
                .then();
    }

    @Override
    public Mono<Refund> find(UUID id) {
        return database.sql("SELECT * FROM refund WHERE id = $1")
                .bind(0, id)
                .map(PostgresRefunds::read)
                .one();
    }

    private Mono<Boolean> add(Refund refund) {
        return database.sql(ADD)
                .bind(0, refund.id())
                .bind(1, refund.orderId())
                .bind(2, refund.amount().amount())
                .bind(3, refund.amount().currency())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Mono<Refund> reserve(Refund refund) {
        return database.sql(SET_ASIDE)
                .bind(0, refund.orderId())
                .bind(1, refund.amount().amount())
                .bind(2, refund.amount().currency())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? Mono.just(refund) : forget(refund));
    }

    private Mono<Refund> forget(Refund refund) {
        return database.sql("DELETE FROM refund WHERE id = $1")
                .bind(0, refund.id())
                .then()
                .then(Mono.empty());
    }

    private static Refund read(Readable row) {
        return new Refund(
                PaymentRows.value(row, "id", UUID.class),
                PaymentRows.text(row, "order_id"),
                new Money(PaymentRows.value(row, "amount", Long.class), PaymentRows.text(row, "currency")),
                RefundStatus.valueOf(PaymentRows.text(row, "status")),
                PaymentRows.text(row, "detail"));
    }
}
