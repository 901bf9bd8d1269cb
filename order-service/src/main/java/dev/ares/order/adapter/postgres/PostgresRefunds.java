package dev.ares.order.adapter.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

import dev.ares.order.application.Refunds;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;
import dev.ares.order.domain.ReturnedLine;

import static java.util.stream.Collectors.groupingBy;

/** One row per refund, lines as arrays. */
public final class PostgresRefunds implements Refunds {

    private static final String INSERT = """
            INSERT INTO refund (id, order_id, number, requested_by, idempotency_key, fingerprint, status, skus, quantities,
                                amount, points, started, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
            ON CONFLICT DO NOTHING
            """;

    private static final String WITH_CURRENCY = """
            SELECT refund.*, orders.currency FROM refund JOIN orders ON orders.id = refund.order_id
            """;

    private static final String START = """
            UPDATE refund SET started = true FROM orders
            WHERE orders.id = refund.order_id AND refund.order_id = ANY ($1) AND NOT refund.started
            RETURNING refund.*, orders.currency
            """;

    private static final String END = """
            UPDATE refund SET status = $1, reason = nullif(ended.reason, ''), updated_at = $2
            FROM unnest($3::uuid[], $4::text[]) AS ended (id, reason), orders
            WHERE refund.id = ended.id AND refund.status = 'PENDING' AND orders.id = refund.order_id
            RETURNING refund.*, orders.currency
            """;

    private final DatabaseClient database;

    public PostgresRefunds(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Keyed> findByKey(String by, String key) {
        return database.sql(WITH_CURRENCY + " WHERE refund.requested_by = $1 AND refund.idempotency_key = $2")
                .bind(0, by)
                .bind(1, key)
                .map(row -> new Keyed(RefundRow.read(row), OrderRow.required(row, "fingerprint", byte[].class)))
                .one();
    }

    @Override
    public Mono<Boolean> insert(Refund refund, Asked asked, boolean started) {
        List<ReturnedLine> lines = refund.lines();
        GenericExecuteSpec insert = database.sql(INSERT)
                .bind(0, refund.id())
                .bind(1, refund.orderId().value())
                .bind(2, refund.number())
                .bind(3, asked.by())
                .bind(5, asked.fingerprint())
                .bind(6, refund.status().name())
                .bind(7, lines.stream().map(ReturnedLine::sku).toArray(String[]::new))
                .bind(8, lines.stream().map(ReturnedLine::quantity).toArray(Integer[]::new))
                .bind(9, refund.amount().amount())
                .bind(10, refund.points())
                .bind(11, started)
                .bind(12, refund.createdAt());
        return (asked.key() == null ? insert.bindNull(4, String.class) : insert.bind(4, asked.key()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Map<OrderId, List<Refund>>> of(Set<OrderId> orders) {
        return database.sql(WITH_CURRENCY + " WHERE refund.order_id = ANY ($1) ORDER BY refund.number")
                .bind(0, ids(orders))
                .map(RefundRow::read)
                .all()
                .collect(groupingBy(Refund::orderId));
    }

    @Override
    public Mono<Map<UUID, OrderId>> orders(Set<UUID> refunds) {
        return database.sql("SELECT id, order_id FROM refund WHERE id = ANY ($1)")
                .bind(0, refunds.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        OrderRow.required(row, "id", UUID.class),
                        new OrderId(OrderRow.required(row, "order_id", UUID.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<List<Refund>> start(Set<OrderId> orders) {
        return database.sql(START)
                .bind(0, ids(orders))
                .map(RefundRow::read)
                .all()
                .sort(Comparator.comparing(Refund::number))
                .collectList();
    }

    @Override
    public Mono<List<Refund>> end(RefundStatus status, Map<UUID, String> reasons, Instant now) {
        List<UUID> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        reasons.forEach((id, reason) -> {
            ids.add(id);
            texts.add(reason);
        });
        return database.sql(END)
                .bind(0, status.name())
                .bind(1, now)
                .bind(2, ids.toArray(UUID[]::new))
                .bind(3, texts.toArray(String[]::new))
                .map(RefundRow::read)
                .all()
                .collectList();
    }

    private static UUID[] ids(Set<OrderId> orders) {
        return orders.stream().map(OrderId::value).toArray(UUID[]::new);
    }
}
