package dev.ares.benchmarks.growth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.benchmarks.machine.LocalServers;
import dev.ares.check.CheckFailedException;
import dev.ares.check.CheckResult;
import dev.ares.check.InvariantChecker;
import dev.ares.check.Rule;
import dev.ares.check.ShopAddresses;
import dev.ares.check.Violation;
import dev.ares.order.adapter.postgres.StateJson;
import dev.ares.order.saga.CheckoutState;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Past orders in databases made by the services' own migrations, before the checker that looks at running shops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastRowsIT {

    private static final int ORDERS = 1000;
    private static final int PRICE = 1000;
    private static final List<String> SKUS =
            IntStream.rangeClosed(1, 10).mapToObj(number -> "load-" + number).toList();

    private static final String NOTHING = "{\"charges\": [], \"refunds\": []}";

    private final PastOrders past = PastOrders.before(Instant.now(), ORDERS, SKUS, PRICE);
    private final String someOrder = past.id(ORDERS / 2).toString();
    private final LocalServers servers;
    private final HttpServer provider;
    private final PastLedger ledger;
    private volatile String providerSays = NOTHING;

    PastRowsIT() throws IOException, SQLException {
        servers = LocalServers.start();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/ledger", exchange -> {
            byte[] body = providerSays.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        ledger = new PastLedger(past, providerAddress());
    }

    @BeforeAll
    void writeThePast() throws SQLException, InterruptedException {
        migrate("order", "common-lib/saga/src/main/resources/db/saga");
        migrate("inventory");
        migrate("payment");
        migrate("user");
        for (String sku : SKUS) {
            execute("inventory", """
                    INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('%1$s', 'Mug', %2$d, 'EUR');
                    INSERT INTO stock (sku, available) VALUES ('%1$s', 100);
                    INSERT INTO stock_ledger (sku, kind, quantity) VALUES ('%1$s', 'INITIAL', 100)""".formatted(sku, PRICE));
        }
        new PastRows(past, books(ledger.address()), servers.postgres()).write();
    }

    @BeforeEach
    void providerKnowsNothingOfTheShop() {
        providerSays = NOTHING;
    }

    @AfterAll
    void close() throws SQLException {
        ledger.close();
        provider.stop(0);
        for (String service : List.of("order", "inventory", "payment", "user")) {
            servers.postgres().dropDatabase(database(service));
        }
    }

    @Test
    void passesTheInvariantChecker() {
        CheckResult result = check(ledger);

        assertThat(result.violations()).isEmpty();
        assertThat(result.checked()).containsExactlyInAnyOrder(Rule.values());
        assertThat(result.confirmed()).isEqualTo(ORDERS);
        assertThat(result.charges()).hasValue(ORDERS);
    }

    /** One row of each table, by the order or the product that the checker then names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order     | orders           | total = total + 1                   | total = total - 1                    | AMOUNTS
            order     | saga_instance    | phase = 'FINISHING', due_at = now() | phase = 'COMPLETED', due_at = NULL   | ENDED
            inventory | reservation      | status = 'RESERVED'                 | status = 'COMMITTED'                 | ONCE
            inventory | reservation_line | quantity = quantity + 1             | quantity = quantity - 1              | ONCE
            inventory | stock            | sold = sold - 1                     | sold = sold + 1                      | STOCK
            inventory | stock_ledger     | quantity = quantity + 1             | quantity = quantity - 1              | STOCK
            payment   | payment          | refunded = 1                        | refunded = 0                         | PAYMENT
            user      | order_points     | status = 'returned'                 | status = 'settled'                   | ONCE
            user      | points_ledger    | points = points + 1                 | points = points - 1                  | POINTS
            user      | points_account   | balance = balance + 1               | balance = balance - 1                | POINTS
            """)
    void oneSpoiledRowIsFound(String service, String table, String spoil, String repair, Rule rule)
            throws SQLException {
        String where = " WHERE " + where(table);
        execute(service, "UPDATE " + table + " SET " + spoil + where);
        try {
            assertThat(check(ledger).violations())
                    .extracting(Violation::invariant)
                    .contains(rule);
        } finally {
            execute(service, "UPDATE " + table + " SET " + repair + where);
        }
    }

    @Test
    void aPastThatTheProviderKnowsOtherwiseIsFound() throws IOException {
        var other = new PastOrders(ORDERS, SKUS, PRICE + 1, past.begin(), past.end());
        try (var wrong = new PastLedger(other, providerAddress())) {
            assertThat(check(wrong).violations())
                    .hasSize(ORDERS)
                    .extracting(Violation::invariant)
                    .containsOnly(Rule.PAYMENT);
        }
    }

    @Test
    void whatTheProviderSaysOfThePresentComesAfterThePast() {
        providerSays = """
                {"charges": [{"id": "pi_now", "orderId": "%s", "amount": 1000, "currency": "EUR", "status": "succeeded",
                              "captured": true, "refunded": 0}], "refunds": []}""".formatted(someOrder);

        assertThat(check(ledger).violations())
                .extracting(Violation::toString)
                .anyMatch(found -> found.contains("pi_now") && found.contains("one charge at most"));
    }

    @Test
    void halfALedgerIsNone() {
        providerSays = "{\"charges\": [{\"id\": \"pi_now\"";

        assertThatThrownBy(() -> check(ledger)).isInstanceOf(CheckFailedException.class);
    }

    @Test
    void checkoutsAreWhatOrderServiceWouldHaveStored() throws SQLException {
        var json = new StateJson<>(CheckoutState.class);
        try (Connection connection = servers.connect(database("order"));
                var statement = connection.createStatement();
                ResultSet sagas = statement.executeQuery("SELECT id, state, entries FROM saga_instance")) {
            int number = 0;
            while (sagas.next()) {
                byte[] stored = sagas.getBytes("state");
                CheckoutState state = json.decode(stored);
                assertThat(new String(json.encode(state), UTF_8)).isEqualTo(new String(stored, UTF_8));
                assertThat(state.orderId()).hasToString(sagas.getString("id"));
                assertThat(sagas.getInt("entries")).isEqualTo(9);
                number++;
            }
            assertThat(number).isEqualTo(ORDERS);
        }
        assertThat(count("order", "saga_log")).isEqualTo(9L * ORDERS);
    }

    @Test
    void nothingIsLeftThatServicesRemoveByAge() throws SQLException {
        for (String service : List.of("order", "inventory", "payment", "user")) {
            assertThat(count(service, "outbox")).isZero();
            assertThat(count(service, "inbox")).isZero();
        }
        assertThat(count("payment", "webhook")).isZero();
        assertThat(count("order", "orders WHERE created_at > now() - interval '8 days'"))
                .isZero();
    }

    private String where(String table) {
        return switch (table) {
            case "orders", "saga_instance" -> "id = '" + someOrder + "'";
            case "stock", "stock_ledger" -> "sku = 'load-3'" + (table.equals("stock") ? "" : " AND kind = 'RESTOCK'");
            case "points_account" -> "user_id = (SELECT min(user_id::text)::uuid FROM order_points)";
            default -> "order_id = '" + someOrder + "'";
        };
    }

    private CheckResult check(PastLedger said) {
        return new InvariantChecker(books(said.address())).atRest(Duration.ZERO);
    }

    private ShopAddresses books(URI said) {
        return new ShopAddresses(
                address("order"), address("inventory"), address("payment"), address("user"), Optional.of(said));
    }

    private ShopAddresses.Database address(String service) {
        return new ShopAddresses.Database(servers.jdbcUrl(database(service)), database(service), LocalServers.PASSWORD);
    }

    private URI providerAddress() {
        return URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/ledger");
    }

    private void migrate(String service, String... libraries) throws SQLException {
        servers.recreate(database(service));
        List<String> folders = Stream.concat(
                        Stream.of(libraries),
                        Stream.of(
                                "common-lib/messaging/src/main/resources/db/messaging",
                                service + "-service/src/main/resources/db/migration"))
                .map(folder -> "filesystem:../" + folder)
                .toList();
        Flyway.configure()
                .dataSource(servers.jdbcUrl(database(service)), database(service), LocalServers.PASSWORD)
                .locations(folders.toArray(String[]::new))
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    private void execute(String service, String sql) throws SQLException {
        try (Connection connection = servers.connect(database(service));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String service, String rows) throws SQLException {
        try (Connection connection = servers.connect(database(service));
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + rows)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String database(String service) {
        return "growth_" + service;
    }
}
