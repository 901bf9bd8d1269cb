package dev.ares.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.flywaydb.core.Flyway;

import dev.ares.check.ShopAddresses.Database;
import dev.ares.test.infrastructure.Infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The four databases as the services' own migrations make them, without the services, and a provider's ledger. */
final class TestBooks implements AutoCloseable {

    private static final String PASSWORD = "books";

    private final Infrastructure infrastructure;
    private final HttpServer provider;
    private volatile String ledger = "{}";
    final Database order;
    final Database inventory;
    final Database payment;
    final Database user;

    TestBooks(Infrastructure infrastructure) throws IOException {
        this.infrastructure = infrastructure;
        order = migrated("order", "common-lib/saga/src/main/resources/db/saga");
        inventory = migrated("inventory");
        payment = migrated("payment");
        user = migrated("user");
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/ledger", exchange -> {
            byte[] body = ledger.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
    }

    ShopAddresses addresses() {
        URI at = URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/ledger");
        return new ShopAddresses(order, inventory, payment, user, Optional.of(at));
    }

    void ledgerSays(String... charges) {
        ledger = "{\"charges\": [%s], \"refunds\": []}".formatted(String.join(",", charges));
    }

    static String charge(String id, String orderId, long amount, boolean captured) {
        return charge(id, orderId, amount, captured, 0);
    }

    static String charge(String id, String orderId, long amount, boolean captured, long refunded) {
        return """
                {"id": "%s", "orderId": "%s", "amount": %d, "currency": "EUR", "status": "%s", "captured": %b,
                 "refunded": %d, "idempotencyKey": "key of %s"}""".formatted(
                id, orderId, amount, captured ? "succeeded" : "requires_payment_method", captured, refunded, id);
    }

    /** Authorised, and neither taken nor let go. */
    static String held(String id, String orderId, long amount) {
        return charge(id, orderId, amount, false).replace("requires_payment_method", "requires_capture");
    }

    void write(Database database, String sql) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** By DELETE: for so few rows it is far quicker than TRUNCATE, which makes and syncs a new file for each table. */
    void empty() {
        write(
                order,
                "DELETE FROM refund; DELETE FROM orders; DELETE FROM saga_instance; DELETE FROM outbox; DELETE FROM dead_letter");
        write(inventory, """
                DELETE FROM stock_return_line; DELETE FROM stock_return;
                DELETE FROM reservation_line; DELETE FROM reservation; DELETE FROM stock_ledger; DELETE FROM stock;
                DELETE FROM product; DELETE FROM outbox; DELETE FROM dead_letter""");
        write(
                payment,
                "DELETE FROM webhook; DELETE FROM contradiction; DELETE FROM refund; DELETE FROM payment; DELETE FROM outbox; DELETE FROM dead_letter");
        write(user, """
                DELETE FROM points_ledger; DELETE FROM points_refund; DELETE FROM order_points; DELETE FROM points_account; DELETE FROM account;
                DELETE FROM outbox; DELETE FROM dead_letter""");
        ledgerSays();
    }

    private Database migrated(String service, String... libraries) {
        String name = "books_" + service + "_" + infrastructure.suffix();
        String url = "jdbc:postgresql://127.0.0.1:" + infrastructure.postgresPort() + "/" + name;
        try {
            infrastructure.postgres().createDatabase(name, PASSWORD);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        List<String> locations = Stream.concat(
                        Stream.of(libraries),
                        Stream.of(
                                "common-lib/messaging/src/main/resources/db/messaging",
                                service + "-service/src/main/resources/db/migration"))
                .map(folder -> "filesystem:../../" + folder)
                .toList();
        Flyway.configure()
                .dataSource(url, name, PASSWORD)
                .locations(locations.toArray(String[]::new))
                .failOnMissingLocations(true)
                .load()
                .migrate();
        return new Database(url, name, PASSWORD);
    }

    @Override
    public void close() {
        provider.stop(0);
        for (Database database : List.of(order, inventory, payment, user)) {
            try {
                infrastructure.postgres().dropDatabase(database.user());
            } catch (SQLException left) {
                throw new IllegalStateException(left);
            }
        }
    }
}
