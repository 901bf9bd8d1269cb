package dev.ares.benchmarks.growth;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.ares.check.ShopAddresses;
import dev.ares.local.server.PostgresAdmin;

/**
 * Writes past orders into the databases of all services: the rows that a confirmed order leaves behind for ever. Messages,
 * inbox entries and webhooks are gone after a week at most, so there are none. Every constraint of the tables is on.
 */
final class PastRows {

    private static final long CHUNK = 100_000;
    private static final long TELL_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** One statement on a table of ten million orders may take minutes. */
    private static final String LONGEST_STATEMENT_SECONDS = "1800";

    /** The numbers of a chunk with what {@link PastOrders} says of each. */
    private static final String PAST = """
            WITH asked (first, last, orders, customers, price, skus, begun, span) AS
                (VALUES (?::bigint, ?::bigint, ?::bigint, ?::bigint, ?::bigint, ?::text[], ?::bigint, ?::bigint)),
            numbered AS (
                SELECT n, n % customers AS customer, price, md5('order ' || n) AS chance,
                       begun + n * span / orders AS millis,
                       skus[1 + (n * 7919) % cardinality(skus)] AS sku,
                       skus[1 + (n * 7919 + 1) % cardinality(skus)] AS other,
                       1 + n % 2 AS pieces, n % 4 = 3 AS two_lines
                FROM asked CROSS JOIN generate_series(first, last) AS n),
            past AS (
                SELECT *, to_timestamp(millis / 1000.0) AS at, md5('customer ' || customer) AS whose,
                       (lpad(to_hex(millis), 12, '0') || '7' || substr(chance, 1, 3) || '8' || substr(chance, 4, 15))::uuid
                           AS id,
                       price * (pieces + two_lines::int) AS total
                FROM numbered),
            past_order AS (
                SELECT *, (substr(whose, 1, 12) || '4' || substr(whose, 14, 3) || '8' || substr(whose, 18))::uuid AS user_id,
                       'past-' || customer || '@example.org' AS email
                FROM past)
            """;

    /** Appended to {@code FROM past_order}. */
    private static final String LINES = """
            , LATERAL (VALUES (1, sku, pieces), (2, other, 1)) AS line (number, sku, pieces)
            WHERE line.number = 1 OR two_lines
            """;

    private static final List<String> ORDER = List.of("""
            INSERT INTO orders (id, user_id, idempotency_key, fingerprint, status, skus, quantities, unit_prices, currency,
                                total, redeemed_points, created_at, updated_at)
            SELECT id, user_id, md5('key ' || n), sha256(chance::bytea), 'CONFIRMED',
                   CASE WHEN two_lines THEN ARRAY[sku, other] ELSE ARRAY[sku] END,
                   CASE WHEN two_lines THEN ARRAY[pieces, 1] ELSE ARRAY[pieces] END,
                   CASE WHEN two_lines THEN ARRAY[price, price] ELSE ARRAY[price] END,
                   'EUR', total, 0, at, at + interval '1 s'
            FROM past_order""", """
            INSERT INTO saga_instance (id, saga, state, version, phase, undoable, awaiting, attempt, entries, created_at,
                                       updated_at)
            SELECT id, 'checkout', convert_to(format(
                       '{"orderId":"%s","userId":"%s","lines":[%s],"total":{"amount":%s,"currency":"EUR"},'
                       '"redeemedPoints":0,"paymentMethod":"pm_card_visa","receiptEmail":"%s","stockPolicy":"ALL_OR_NOTHING"}',
                       id, user_id, format(line, sku, pieces, price)
                           || CASE WHEN two_lines THEN ',' || format(line, other, 1, price) ELSE '' END,
                       total, email), 'UTF8'),
                   4, 'COMPLETED', '{}', '{}', 1, 9, at, at + interval '1 s'
            FROM past_order, (VALUES ('{"sku":"%s","quantity":%s,"unitPrice":{"amount":%s,"currency":"EUR"}}')) AS json (line)""", """
            INSERT INTO saga_log (saga_id, seq, at, step, event)
            SELECT id, seq, at + seq * interval '100 ms', step, event
            FROM past_order, (VALUES (1, NULL, 'STARTED'), (2, 'reserve stock', 'DISPATCHED'),
                                     (3, 'reserve stock', 'DONE'), (4, 'pay', 'DISPATCHED'), (5, 'pay', 'DONE'),
                                     (6, 'announce confirmation', 'DISPATCHED'), (7, 'commit stock', 'DONE'),
                                     (8, 'settle points', 'DONE'), (9, NULL, 'COMPLETED')) AS entry (seq, step, event)""");

    private static final List<String> INVENTORY = List.of("""
            INSERT INTO reservation (order_id, status, short_of, created_at, updated_at)
            SELECT id, 'COMMITTED', '{}', at, at + interval '1 s' FROM past_order""", """
            INSERT INTO reservation_line (order_id, sku, quantity)
            SELECT id, line.sku, line.pieces FROM past_order""" + LINES);

    /** What was sold had come in before: nothing of today's stock goes. */
    private static final List<String> ALL_STOCK = List.of(sold("""
            INSERT INTO stock_ledger (sku, kind, quantity, idempotency_key, entered_at)
            SELECT sku, 'RESTOCK', pieces, 'past', since FROM sold"""), sold("""
            UPDATE stock SET sold = stock.sold + sold.pieces FROM sold WHERE stock.sku = sold.sku"""));

    private static final List<String> PAYMENT = List.of("""
            INSERT INTO payment (id, order_id, user_id, amount, currency, method, receipt_email, idempotency_key, status,
                                 provider_reference, detail, attempts, created_at, updated_at, version, first_sent_at)
            SELECT md5('payment of ' || n)::uuid, id, user_id, total, 'EUR', 'pm_card_visa', email, 'ares-payment-' || id,
                   'CAPTURED', 'pi_' || substr(md5('payment ' || n), 1, 24), '', 0, at, at + interval '1 s', 1, at
            FROM past_order""");

    private static final List<String> ALL_CUSTOMERS = List.of("""
            INSERT INTO account (id, email, name, roles, password_hash, created_at)
            SELECT user_id, min(email), 'Past', '{customer}', 'nobody logs in', min(at) FROM past_order GROUP BY user_id""", """
            INSERT INTO points_account (user_id, balance)
            SELECT user_id, sum(total / 100) FROM past_order GROUP BY user_id""");

    private static final List<String> USER = List.of("""
            INSERT INTO order_points (order_id, user_id, status, awarded, changed_at)
            SELECT id, user_id, 'settled', total / 100, at + interval '1 s' FROM past_order""", """
            INSERT INTO points_ledger (user_id, kind, points, order_id, booked_at)
            SELECT user_id, 'awarded', total / 100, id, at + interval '1 s' FROM past_order WHERE total >= 100""");

    private final PastOrders past;
    private final PostgresAdmin admin;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private final Map<String, List<String>> first;

    /** @param books whose databases those of {@code admin} are */
    PastRows(PastOrders past, ShopAddresses books, PostgresAdmin admin) {
        this.past = past;
        this.admin = admin;
        rows.put(books.orders().url(), ORDER);
        rows.put(books.inventory().url(), INVENTORY);
        rows.put(books.payments().url(), PAYMENT);
        rows.put(books.users().url(), USER);
        first = Map.of(books.inventory().url(), ALL_STOCK, books.users().url(), ALL_CUSTOMERS);
    }

    /** Writes all of them, with statistics and visibility as they are in tables that have come to rest. */
    void write() throws SQLException, InterruptedException {
        ExecutorService databases = Executors.newFixedThreadPool(rows.size());
        try {
            await(databases.invokeAll(rows.keySet().stream()
                    .<Callable<Void>>map(
                            url -> () -> execute(url, first.getOrDefault(url, List.of()), 0, past.number()))
                    .toList()));
            chunks(databases);
            say("%,d past orders: vacuuming", past.number());
            await(databases.invokeAll(rows.keySet().stream()
                    .<Callable<Void>>map(url -> () -> execute(url, "VACUUM (FREEZE, ANALYZE)"))
                    .toList()));
            // Else the first run would pay for what was written here.
            execute(rows.keySet().iterator().next(), "CHECKPOINT");
        } finally {
            databases.shutdownNow();
        }
    }

    private void chunks(ExecutorService databases) throws SQLException, InterruptedException {
        long begun = System.nanoTime();
        long told = begun;
        for (long from = 0; from < past.number(); from += CHUNK) {
            long start = from;
            long to = Math.min(from + CHUNK, past.number());
            await(databases.invokeAll(rows.entrySet().stream()
                    .<Callable<Void>>map(database -> () -> execute(database.getKey(), database.getValue(), start, to))
                    .toList()));
            long now = System.nanoTime();
            if (now - told > TELL_AFTER_NANOS) {
                told = now;
                say(
                        "%,d of %,d past orders, about %d s to go",
                        to, past.number(), TimeUnit.NANOSECONDS.toSeconds((now - begun) / to * (past.number() - to)));
            }
        }
    }

    private Void execute(String url, List<String> statements, long from, long to) throws SQLException {
        try (Connection connection = connect(url)) {
            for (String sql : statements) {
                try (PreparedStatement statement =
                        connection.prepareStatement(sql.startsWith("WITH") ? sql : PAST + sql)) {
                    bind(statement, connection, from, to);
                    statement.executeUpdate();
                }
            }
            return null;
        }
    }

    private void bind(PreparedStatement statement, Connection connection, long from, long to) throws SQLException {
        statement.setLong(1, from);
        statement.setLong(2, to - 1);
        statement.setLong(3, past.number());
        statement.setLong(4, past.customers());
        statement.setLong(5, past.price());
        statement.setArray(6, connection.createArrayOf("text", past.skus().toArray()));
        statement.setLong(7, past.begin().toEpochMilli());
        statement.setLong(8, past.span());
    }

    private Void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return null;
        }
    }

    /** As superuser, whom no time limits of services bind. */
    private Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", PostgresAdmin.SUPERUSER);
        properties.setProperty("password", admin.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", LONGEST_STATEMENT_SECONDS);
        return DriverManager.getConnection(url, properties);
    }

    private static String sold(String statement) {
        return PAST + """
                , sold AS (
                    SELECT line.sku, sum(line.pieces)::bigint AS pieces, min(at) AS since FROM past_order""" + LINES + "GROUP BY line.sku) " + statement;
    }

    private static void await(List<Future<Void>> all) throws SQLException, InterruptedException {
        for (Future<Void> one : all) {
            try {
                one.get();
            } catch (ExecutionException failure) {
                throw new SQLException("past orders: " + failure.getCause(), failure);
            }
        }
    }

    private static void say(String pattern, Object... values) {
        System.err.println("... " + String.format(Locale.ROOT, pattern, values));
    }
}
