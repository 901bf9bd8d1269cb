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

import dev.ares.order.application.NewOrder;
import dev.ares.order.application.OrderKey;
import dev.ares.order.application.Orders;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderStatus;

/** One row per order, lines as arrays; whatever the number of orders or lines, one statement. */
public final class PostgresOrders implements Orders {

    /** In the order of the keys, so that two batches with keys in common do not meet in a deadlock. */
    private static final String INSERT = """
            INSERT INTO orders (id, user_id, idempotency_key, fingerprint, status, skus, quantities, unit_prices,
                                currency, total, redeemed_points, created_at, updated_at)
            SELECT o.id, o.user_id, o.key, decode(o.fingerprint, 'base64'), o.status, l.skus, l.quantities, l.prices,
                   o.currency, o.total, o.redeemed_points, o.created_at, o.created_at
            FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                        $8::bigint[], $9::timestamptz[]) WITH ORDINALITY
                AS o (id, user_id, key, fingerprint, status, currency, total, redeemed_points, created_at, n)
            JOIN (SELECT id, array_agg(sku ORDER BY n) AS skus, array_agg(quantity ORDER BY n) AS quantities,
                         array_agg(price ORDER BY n) AS prices
                  FROM unnest($10::uuid[], $11::text[], $12::integer[], $13::bigint[]) WITH ORDINALITY
                      AS line (id, sku, quantity, price, n)
                  GROUP BY id) AS l ON l.id = o.id
            ORDER BY o.user_id, o.key, o.n
            ON CONFLICT (user_id, idempotency_key) DO NOTHING
            RETURNING id
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
    public Mono<Map<OrderKey, Keyed>> findByKeys(Set<OrderKey> keys) {
        List<OrderKey> wanted = List.copyOf(keys);
        return database.sql("SELECT orders.* FROM orders JOIN unnest($1::text[], $2::text[]) AS k (user_id, key)"
                        + " ON orders.user_id = k.user_id AND orders.idempotency_key = k.key")
                .bind(0, wanted.stream().map(OrderKey::userId).toArray(String[]::new))
                .bind(1, wanted.stream().map(OrderKey::key).toArray(String[]::new))
                .map(row -> Map.entry(
                        new OrderKey(
                                OrderRow.required(row, "user_id", String.class),
                                OrderRow.required(row, "idempotency_key", String.class)),
                        new Keyed(OrderRow.read(row), OrderRow.required(row, "fingerprint", byte[].class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Set<OrderId>> insert(List<NewOrder> orders) {
        NewOrderColumns columns = new NewOrderColumns(orders);
        return columns.bind(database.sql(INSERT))
                .map(row -> new OrderId(OrderRow.required(row, "id", UUID.class)))
                .all()
                .collect(HashSet::new, Set::add);
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
