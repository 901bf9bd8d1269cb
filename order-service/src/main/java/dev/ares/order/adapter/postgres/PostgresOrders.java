package dev.ares.order.adapter.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.order.application.Orders;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;

/** One row per order, lines as arrays; whatever the number of orders or lines, one statement. */
public final class PostgresOrders implements Orders {

    private static final String INSERT = """
            INSERT INTO orders (id, user_id, idempotency_key, fingerprint, status, skus, quantities, unit_prices,
                                currency, total, redeemed_points, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
            ON CONFLICT (user_id, idempotency_key) DO NOTHING
            """;

    private static final String MOVE = """
            UPDATE orders SET status = $1, reason = nullif(moved.reason, ''), updated_at = $2
            FROM unnest($3::uuid[], $4::text[]) AS moved (id, reason)
            WHERE orders.id = moved.id AND orders.status = ANY ($5)
            RETURNING orders.id
            """;

    private static final String SAVE_REFUNDS = """
            UPDATE orders SET status = saved.status, refunded = saved.refunded, updated_at = $1
            FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS saved (id, status, refunded)
            WHERE orders.id = saved.id AND orders.refunded <= saved.refunded
            RETURNING orders.id
            """;

    private final DatabaseClient database;

    public PostgresOrders(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Keyed> findByKey(String userId, String key) {
        return database.sql("SELECT * FROM orders WHERE user_id = $1 AND idempotency_key = $2")
                .bind(0, userId)
                .bind(1, key)
                .map(row -> new Keyed(OrderRow.read(row), OrderRow.required(row, "fingerprint", byte[].class)))
                .one();
    }

    @Override
    public Mono<Boolean> insert(Order order, String key, byte[] fingerprint) {
        List<OrderLine> lines = order.lines();
        return database.sql(INSERT)
                .bind(0, order.id().value())
                .bind(1, order.userId())
                .bind(2, key)
                .bind(3, fingerprint)
                .bind(4, order.status().name())
                .bind(5, lines.stream().map(OrderLine::sku).toArray(String[]::new))
                .bind(6, lines.stream().map(OrderLine::quantity).toArray(Integer[]::new))
                .bind(7, lines.stream().map(line -> line.unitPrice().amount()).toArray(Long[]::new))
                .bind(8, order.total().currency())
                .bind(9, order.total().amount())
                .bind(10, order.redeemedPoints())
                .bind(11, order.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Order> find(String userId, OrderId id) {
        return database.sql("SELECT * FROM orders WHERE id = $1 AND user_id = $2")
                .bind(0, id.value())
                .bind(1, userId)
                .map(OrderRow::read)
                .one();
    }

    @Override
    public Mono<Map<OrderId, Order>> ended(Set<OrderId> ids) {
        return database.sql("SELECT * FROM orders WHERE id = ANY ($1) AND status <> 'PENDING'")
                .bind(0, ids.stream().map(OrderId::value).toArray(UUID[]::new))
                .map(OrderRow::read)
                .all()
                .collectMap(Order::id);
    }

    @Override
    public Mono<List<Order>> page(String userId, @Nullable OrderId before, int limit) {
        // No id is greater than the one of all ones, which version 7 never makes.
        UUID end = before == null ? new UUID(-1, -1) : before.value();
        return database.sql("SELECT * FROM orders WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3")
                .bind(0, userId)
                .bind(1, end)
                .bind(2, limit)
                .map(OrderRow::read)
                .all()
                .collectList();
    }

    @Override
    public Mono<Set<OrderId>> move(OrderStatus next, Map<OrderId, String> reasons, Instant now) {
        List<UUID> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        reasons.forEach((id, reason) -> {
            ids.add(id.value());
            texts.add(reason);
        });
        return database.sql(MOVE)
                .bind(0, next.name())
                .bind(1, now)
                .bind(2, ids.toArray(UUID[]::new))
                .bind(3, texts.toArray(String[]::new))
                .bind(4, next.reachableFrom().stream().map(OrderStatus::name).toArray(String[]::new))
                .map(row -> new OrderId(OrderRow.required(row, "id", UUID.class)))
                .all()
                .collect(HashSet::new, Set::add);
    }

    @Override
    public Mono<Map<OrderId, OrderStatus>> statuses(Collection<OrderId> ids) {
        return database.sql("SELECT id, status FROM orders WHERE id = ANY ($1)")
                .bind(0, ids.stream().map(OrderId::value).toArray(UUID[]::new))
                .map(row -> Map.entry(
                        new OrderId(OrderRow.required(row, "id", UUID.class)),
                        OrderStatus.valueOf(OrderRow.required(row, "status", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Order> byId(OrderId id) {
        return database.sql("SELECT * FROM orders WHERE id = $1")
                .bind(0, id.value())
                .map(OrderRow::read)
                .one();
    }

    @Override
    public Mono<List<Order>> lock(Set<OrderId> ids) {
        // A refund that is being inserted holds its order's key only: it need not wait.
        return database.sql("SELECT * FROM orders WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE")
                .bind(0, ids.stream().map(OrderId::value).toArray(UUID[]::new))
                .map(OrderRow::read)
                .all()
                .collectList();
    }

    @Override
    public Mono<Set<OrderId>> saveRefunds(List<Order> orders, Instant now) {
        return database.sql(SAVE_REFUNDS)
                .bind(0, now)
                .bind(1, orders.stream().map(order -> order.id().value()).toArray(UUID[]::new))
                .bind(2, orders.stream().map(order -> order.status().name()).toArray(String[]::new))
                .bind(3, orders.stream().map(order -> order.refunded().amount()).toArray(Long[]::new))
                .map(row -> new OrderId(OrderRow.required(row, "id", UUID.class)))
                .all()
                .collect(HashSet::new, Set::add);
    }

    @Override
    public Mono<Void> requestCancel(OrderId id, Instant now) {
        return database.sql("UPDATE orders SET cancel_requested = true, updated_at = $2"
                        + " WHERE id = $1 AND NOT cancel_requested")
                .bind(0, id.value())
                .bind(1, now)
                .then();
    }
}
