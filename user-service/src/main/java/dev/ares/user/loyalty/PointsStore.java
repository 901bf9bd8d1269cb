package dev.ares.user.loyalty;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Reads and writes the points of a whole batch, in the caller's transaction: three statements, however large it is. */
final class PointsStore {

    private static final String LOCK_ACCOUNTS = """
            SELECT user_id, balance, held, taken_back FROM points_account WHERE user_id = ANY($1)
            ORDER BY user_id FOR NO KEY UPDATE""";

    private static final String READ_ORDERS =
            "SELECT order_id, user_id, status, points, awarded FROM order_points WHERE order_id = ANY($1)";

    /**
     * An order's row only ever leaves the status held, so the condition lets no answer be overwritten. A balance falls
     * below zero only where points are taken back.
     */
    private static final String WRITE = """
            WITH changed_orders AS (
                INSERT INTO order_points AS o (order_id, user_id, status, points, awarded, changed_at)
                SELECT c.*, $6 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[]) AS c
                ON CONFLICT (order_id) DO UPDATE
                SET status = excluded.status, points = excluded.points, awarded = excluded.awarded, changed_at = $6
                WHERE o.status = 'held'
                RETURNING o.order_id),
            changed_accounts AS (
                UPDATE points_account a SET balance = c.balance, held = c.held, taken_back = c.taken_back
                FROM unnest($7::uuid[], $8::bigint[], $9::bigint[], $14::bigint[])
                    AS c (user_id, balance, held, taken_back)
                WHERE a.user_id = c.user_id AND c.held >= 0
                    AND (c.balance >= 0 OR c.balance >= a.balance OR c.taken_back > a.taken_back)
                RETURNING a.user_id),
            booked AS (
                INSERT INTO points_ledger (user_id, kind, points, order_id, refund_id, booked_at)
                SELECT b.*, $6 FROM unnest($10::uuid[], $11::text[], $12::bigint[], $13::uuid[], $15::uuid[]) AS b)
            SELECT (SELECT count(*) FROM changed_orders) AS orders, (SELECT count(*) FROM changed_accounts) AS accounts""";

    private final DatabaseClient database;
    private final Clock clock;

    PointsStore(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Locks the users' accounts in the order of their ids, then reads the orders. An order belongs to one user, so the
     * lock of the account covers it; the orders are read by a statement of their own, which sees what was committed
     * while this one waited for the lock.
     */
    Mono<PointsBook> load(Set<UUID> userIds, Set<UUID> orderIds) {
        return database.sql(LOCK_ACCOUNTS)
                .bind("$1", userIds.toArray(UUID[]::new))
                .map(PointsStore::account)
                .all()
                .collectList()
                .flatMap(accounts -> orders(orderIds).map(orders -> new PointsBook(accounts, orders)));
    }

    /** Writes what the book has changed, all of it or nothing. */
    Mono<Void> save(PointsBook book) {
        if (book.changesNothing()) {
            return Mono.empty();
        }
        Collection<OrderPoints> orders = book.changedOrders();
        Collection<PointsAccount> accounts = book.accounts();
        List<LedgerEntry> entries = book.entries();
        return database.sql(WRITE)
                .bind("$1", ids(orders, OrderPoints::orderId))
                .bind("$2", ids(orders, OrderPoints::userId))
                .bind("$3", codes(orders, OrderPoints::status))
                .bind("$4", numbers(orders, OrderPoints::points))
                .bind("$5", numbers(orders, OrderPoints::awarded))
                .bind("$6", OffsetDateTime.now(clock))
                .bind("$7", ids(accounts, PointsAccount::userId))
                .bind("$8", numbers(accounts, PointsAccount::balance))
                .bind("$9", numbers(accounts, PointsAccount::held))
                .bind("$10", ids(entries, LedgerEntry::userId))
                .bind("$11", codes(entries, LedgerEntry::kind))
                .bind("$12", numbers(entries, LedgerEntry::points))
                .bind("$13", ids(entries, LedgerEntry::orderId))
                .bind("$14", numbers(accounts, PointsAccount::takenBack))
                .bind("$15", refundIds(entries))
                .map(row -> number(row, "orders") == orders.size() && number(row, "accounts") == accounts.size())
                .one()
                .flatMap(complete -> complete ? Mono.empty() : Mono.error(PointsStore::overtaken));
    }

    private Mono<List<OrderPoints>> orders(Set<UUID> orderIds) {
        return database.sql(READ_ORDERS)
                .bind("$1", orderIds.toArray(UUID[]::new))
                .map(PointsStore::order)
                .all()
                .collectList();
    }

    /** Only orders of users without an account can get here: for them there is nothing to lock. Trying again helps. */
    private static OptimisticLockingFailureException overtaken() {
        return new OptimisticLockingFailureException("another transaction has changed an order of this batch");
    }

    private static PointsAccount account(Readable row) {
        return new PointsAccount(
                id(row, "user_id"), number(row, "balance"), number(row, "held"), number(row, "taken_back"));
    }

    private static OrderPoints order(Readable row) {
        String status = Objects.requireNonNull(row.get("status", String.class));
        return new OrderPoints(
                id(row, "order_id"),
                id(row, "user_id"),
                OrderPoints.Status.valueOf(status.toUpperCase(Locale.ROOT)),
                number(row, "points"),
                number(row, "awarded"));
    }

    private static UUID id(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, UUID.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    private static @Nullable UUID[] refundIds(List<LedgerEntry> entries) {
        return entries.stream().map(LedgerEntry::refundId).toArray(UUID[]::new);
    }

    private static <T> UUID[] ids(Collection<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    private static <T> Long[] numbers(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).boxed().toArray(Long[]::new);
    }

    private static <T> String[] codes(Collection<T> rows, Function<T, Enum<?>> column) {
        return rows.stream()
                .map(row -> column.apply(row).name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
