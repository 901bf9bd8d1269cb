package dev.ares.benchmarks.reservation;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.benchmarks.machine.LocalServers;
import dev.ares.faults.Commits;
import dev.ares.faults.CrashPoints;
import dev.ares.faults.InjectedFaults;
import dev.ares.inventory.adapter.messaging.OutboxAnswers;
import dev.ares.inventory.adapter.messaging.Subscriptions;
import dev.ares.inventory.adapter.postgres.PostgresReservations;
import dev.ares.inventory.adapter.postgres.PostgresStockLevels;
import dev.ares.inventory.application.ApplyReservations;
import dev.ares.inventory.domain.Sku;
import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.MessageObservations;
import dev.ares.messaging.Traces;
import dev.ares.messaging.autoconfigure.MessagingSettings;
import dev.ares.messaging.postgres.PostgresInbox;
import dev.ares.messaging.postgres.PostgresOutbox;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.messaging.reader.UnreliableReading;

/** The database of inventory, and the service's classes put together on it as its configuration does. Nothing is sent. */
final class Warehouse implements AutoCloseable {

    /** As many as the service has. */
    static final int CONNECTIONS = 10;

    private static final String NAME = "reservation_benchmark";

    private final MessagingSettings settings =
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("ares.messaging", MessagingSettings.class);
    private final LocalServers servers;
    private final ConnectionPool connections;
    private final DatabaseClient database;
    private final Commits commits;

    private Warehouse(LocalServers servers) {
        this.servers = servers;
        this.connections = servers.pool(NAME, CONNECTIONS);
        this.database = DatabaseClient.create(connections);
        this.commits = new Commits(new R2dbcTransactionManager(connections), InjectedFaults.NONE, new CrashPoints());
    }

    /** Makes the database anew, with the tables of the service's own migrations. */
    static Warehouse build(LocalServers servers) throws IOException, SQLException {
        servers.recreate(NAME);
        servers.run(
                NAME,
                "/db/messaging/V0_1__outbox_and_inbox.sql",
                "/db/messaging/V0_2__dead_letter.sql",
                "/db/messaging/V0_3__outbox_room.sql",
                "/db/migration/V1__products_stock_and_reservations.sql",
                "/db/migration/V2__stock_returns.sql");
        return new Warehouse(servers);
    }

    /** Records that the service applies in one transaction, at most. */
    int batchSize() {
        return settings.inbox().batchSize();
    }

    /** The service's reader of reservations. Each has its own. */
    SubscriptionReader reader() {
        var traces = new Traces(none -> null);
        DatabaseClient messages = DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
        var outbox = new PostgresOutbox(messages, settings.outbox().lease(), traces, Clock.systemUTC(), stored -> {});
        var apply = new ApplyReservations(
                new PostgresReservations(database), new PostgresStockLevels(database), new OutboxAnswers(outbox));
        return new SubscriptionReader(
                Subscriptions.reservations(apply),
                new PostgresInbox(messages),
                commits,
                (of, parked, reason) -> {
                    throw new IllegalStateException("reservation parked: " + reason + " (expected: none)");
                },
                new MessageMetrics(new SimpleMeterRegistry()),
                new MessageObservations(ObservationRegistry.NOOP, traces),
                new UnreliableReading(InjectedFaults.NONE));
    }

    Reserver plain() {
        return new PlainStatements(
                new PostgresReservations(database),
                new PostgresStockLevels(database),
                commits.named("reserve at once"));
    }

    /** Empties it, and stocks so many products with so much each. */
    List<Sku> stock(int products, long each) throws SQLException {
        try (var connection = servers.connect(NAME);
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE product, stock, stock_ledger, reservation, reservation_line, stock_return,"
                    + " stock_return_line, outbox, inbox");
            statement.execute("INSERT INTO product (sku, name, price_amount, price_currency)"
                    + " SELECT 'sku-' || n, 'benchmark', 1, 'EUR' FROM generate_series(1, " + products + ") AS n");
            statement.execute("INSERT INTO stock (sku, available) SELECT sku, " + each + " FROM product");
            statement.execute("INSERT INTO stock_ledger (sku, kind, quantity)" + " SELECT sku, 'INITIAL', " + each
                    + " FROM product");
            statement.execute("ANALYZE product, stock, reservation, reservation_line, outbox, inbox");
        }
        servers.checkpoint();
        return IntStream.rangeClosed(1, products)
                .mapToObj(n -> new Sku("sku-" + n))
                .toList();
    }

    Books books() throws SQLException {
        try (var connection = servers.connect(NAME)) {
            return Books.read(connection);
        }
    }

    /** What PostgreSQL has done so far, one commit for each of the connections for asking included. */
    Counters counters() throws SQLException {
        return Counters.read(servers, NAME, connections);
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
