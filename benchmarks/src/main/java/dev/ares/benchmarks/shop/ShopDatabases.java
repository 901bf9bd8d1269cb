package dev.ares.benchmarks.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.ares.local.server.PostgresAdmin;

/** What the databases of a shop tell of the work that it does. Looks cost next to nothing: connections stay open. */
final class ShopDatabases implements AutoCloseable {

    /**
     * What PostgreSQL has done since it was made, in all databases.
     *
     * @param commits of transactions, those of pollers and of readers included
     * @param walSyncs of the write-ahead log
     */
    record Counters(long commits, long walSyncs) {

        Counters minus(Counters other) {
            return new Counters(commits - other.commits, walSyncs - other.walSyncs);
        }
    }

    /** A backend that has nothing more to do tells of its last transactions after 10 s. */
    private static final long COUNTED_AFTER_SECONDS = 11;

    private static final long LOOK_AGAIN_MILLIS = 200;

    // Each by an index, however many orders there were before: what is looked for stands at its end.
    private static final String CONFIRMED = "SELECT count(*) FROM orders WHERE id >= '%s' AND status = 'CONFIRMED'";
    private static final String PENDING = "SELECT count(*) FROM orders WHERE id >= '%s' AND status = 'PENDING'";
    private static final String SAGAS =
            "SELECT count(*) FROM saga_instance WHERE phase NOT IN ('COMPLETED', 'COMPENSATED')";
    private static final String MESSAGES = "SELECT count(*) FROM outbox WHERE status <> 'processed'";
    private static final String PAYMENTS =
            "SELECT count(*) FROM payment WHERE order_id >= '%s' AND status NOT IN ('CAPTURED', 'REFUSED')";

    // Plain calls leave no saga and no message behind that would tell.
    private static final String RESERVED =
            "SELECT count(*) FROM reservation WHERE order_id >= '%s' AND status = 'RESERVED'";
    private static final String SETTLED =
            "SELECT count(*) FROM order_points WHERE order_id >= '%s' AND status = 'settled'";

    private static final List<String> WITH_MESSAGES =
            List.of("ares_order", "ares_inventory", "ares_payment", "ares_user");

    private final PostgresAdmin admin;
    private final UUID first;
    private final Map<String, Connection> connections = new HashMap<>();
    private long looks;

    /** @param since which orders count: their ids begin with the time at which they were made, to the millisecond */
    ShopDatabases(PostgresAdmin admin, Instant since) {
        this.admin = admin;
        this.first = new UUID(since.toEpochMilli() << 16, 0);
    }

    /**
     * Counters of a shop that rests, without what this class has asked. Takes a while, always the same: between two calls in
     * a row is what an idle shop does in that time.
     */
    Counters counters() throws SQLException, InterruptedException {
        TimeUnit.SECONDS.sleep(COUNTED_AFTER_SECONDS);
        long ours = looks;
        return new Counters(
                number("postgres", "SELECT sum(xact_commit) FROM pg_stat_database") - ours,
                number("postgres", "SELECT wal_sync FROM pg_stat_wal"));
    }

    /** Orders since then. */
    long confirmed() throws SQLException {
        return numberSince("ares_order", CONFIRMED);
    }

    /** Returns once no order is pending. @return whether that was in time */
    boolean awaitEnds(Duration patience) throws SQLException, InterruptedException {
        return await(patience, () -> numberSince("ares_order", PENDING) == 0);
    }

    /** Returns once nothing is under way that an order leaves behind. @return whether that was in time */
    boolean awaitRest(Duration patience) throws SQLException, InterruptedException {
        return await(patience, this::rests);
    }

    private boolean rests() throws SQLException {
        for (String database : WITH_MESSAGES) {
            if (number(database, MESSAGES) > 0) {
                return false;
            }
        }
        return number("ares_order", SAGAS) == 0
                && numberSince("ares_order", PENDING) == 0
                && numberSince("ares_payment", PAYMENTS) == 0
                && numberSince("ares_inventory", RESERVED) == 0
                && numberSince("ares_user", SETTLED) == confirmed();
    }

    private static boolean await(Duration patience, Question question) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!question.ask()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    private long numberSince(String database, String query) throws SQLException {
        return number(database, query.formatted(first));
    }

    private long number(String database, String query) throws SQLException {
        Connection connection = connections.get(database);
        if (connection == null) {
            connection = admin.connect(database);
            connections.put(database, connection);
        }
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            looks++;
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }

    @FunctionalInterface
    private interface Question {
        boolean ask() throws SQLException;
    }
}
