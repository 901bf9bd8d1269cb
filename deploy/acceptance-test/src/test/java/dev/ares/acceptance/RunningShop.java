package dev.ares.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dev.ares.check.InvariantChecker;
import dev.ares.local.chaos.ChaosResult;
import dev.ares.local.chaos.ChaosSettings;
import dev.ares.local.chaos.Promises;
import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;
import dev.ares.local.process.Processes;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.shop.Port;
import dev.ares.local.shop.Secrets;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.teststack.FreePorts;
import dev.ares.local.teststack.TestStack;

import static org.assertj.core.api.Assertions.assertThat;

/** A shop of this test run, on ports and with state of its own, so that it runs beside another one. */
final class RunningShop implements AutoCloseable {

    /** How long everything may take to come to rest after the last fault: T of the design. */
    static final Duration QUIESCENCE = Duration.ofSeconds(60);

    /** Of an undo or a tail, before a person is asked: ares.saga.max-attempts. */
    static final int MOST_ATTEMPTS = 125;

    private final Launcher launcher;
    private final StateFolder state;
    private final Settings settings;
    private final URI gateway;
    private final URI nacos;
    private final PostgresAdmin databases;
    private final InvariantChecker books;
    private final OtlpReceiver spans;
    private final ShopClient shop;

    private RunningShop(Launcher launcher, StateFolder state, URI gateway, int offset, OtlpReceiver spans) {
        this.launcher = launcher;
        this.state = state;
        this.gateway = gateway;
        this.nacos = URI.create("http://127.0.0.1:" + (Port.NACOS.standard() + offset));
        this.spans = spans;
        this.databases =
                new PostgresAdmin(Port.POSTGRES.standard() + offset, new Secrets(state).password("postgres-superuser"));
        this.settings = Settings.from(launcher.settings());
        this.books = new InvariantChecker(new Shop(settings).books());
        this.shop = new ShopClient(gateway);
        launcher.run("up", "--no-demo");
    }

    static RunningShop start() {
        StateFolder state = stateOfThisJvm();
        int gatewayPort = new FreePorts().next(distancesFromTheGateway(state));
        int offset = gatewayPort - Port.GATEWAY.standard();
        OtlpReceiver spans = new OtlpReceiver();
        return new RunningShop(
                new Launcher(state.root(), offset, spans.endpoint()),
                state,
                URI.create("http://127.0.0.1:" + gatewayPort),
                offset,
                spans);
    }

    /** Of every port that a part of the shop opens, all replicas and what Nacos opens beside its own among them. */
    private static int[] distancesFromTheGateway(StateFolder state) {
        Settings standard = Settings.from(Map.of("ARES_HOME", state.root().toString()));
        return new Shop(standard.withReplicas(Settings.MOST_REPLICAS))
                .steps().stream()
                        .flatMap(step -> step.part().ports().stream())
                        .mapToInt(use -> use.port() - Port.GATEWAY.standard())
                        .filter(distance -> distance != 0)
                        .toArray();
    }

    /** When this JVM ends, however it ends, what runs in there is stopped. */
    private static StateFolder stateOfThisJvm() {
        try {
            return TestStack.join().folderOfThisJvm("shop");
        } catch (IOException failure) {
            throw new AssertionError("no folder for the shop: " + failure, failure);
        }
    }

    /** The shop, called by nobody in particular. */
    ShopClient shop() {
        return shop;
    }

    /**
     * The shop, called by its first admin; logged in anew, because a long run outlasts a token. Not for each look of many:
     * who logs in again and again ends the oldest of twenty sessions, and whoever uses that one is nobody.
     */
    ShopClient admin() {
        return shop.loggedIn(Launcher.ADMIN_EMAIL, Launcher.ADMIN_PASSWORD);
    }

    /** A customer who has just registered. */
    ShopClient newCustomer() {
        String name = UUID.randomUUID().toString();
        return shop.registered(name + "@example.org", name, "Customer " + name);
    }

    /** A product that no other test knows, at 10.00 EUR; its SKU. */
    String newProduct(int stock) {
        String sku = "test-" + UUID.randomUUID();
        var product =
                Map.of("sku", sku, "name", sku, "price", Map.of("amount", 1000, "currency", "EUR"), "stock", stock);
        ShopClient admin = admin();
        SentAgain.untilTaken(() ->
                        CompletableFuture.supplyAsync(() -> admin.post("/api/admin/products", product), Aside.THREAD))
                .join()
                .expect(201);
        return sku;
    }

    /** What customers see of the stock follows the stock itself, a moment later. */
    void awaitAvailable(String sku, long expected) {
        Awaitility.await("available of " + sku)
                .atMost(QUIESCENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                shop.get("/api/products/" + sku).expect(200).number("available"))
                        .hasValue(expected));
    }

    /** The order, once it is no longer pending; the shop may have to start again meanwhile. */
    Answer ended(ShopClient customer, String orderId) {
        return Awaitility.await("order " + orderId + " to end")
                .atMost(QUIESCENCE.multipliedBy(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> customer.get("/api/orders/" + orderId),
                        order -> order.status() == 200 && !order.text("status").equals("PENDING"));
    }

    /** Kills a service as a crash would: no shutdown hook runs. */
    void kill(String service) {
        ProcessHandle process = new Processes(state)
                .find(service)
                .orElseThrow(() -> new AssertionError(service + " does not run (expected: it does)"));
        process.destroyForcibly();
        process.onExit().join();
    }

    boolean runs(String service) {
        return new Processes(state).find(service).isPresent();
    }

    /** The process of a service. */
    long pid(String service) {
        return new Processes(state)
                .find(service)
                .orElseThrow(() -> new AssertionError(service + " does not run (expected: it does)"))
                .pid();
    }

    /** Pushes a service's live settings through Nacos. */
    void push(String service, String document, String content) {
        String form = Map.of(
                        "tenant", "public", "group", service, "dataId", document, "type", "yaml", "content", content)
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(nacos.resolve("/nacos/v1/cs/configs"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        String answer = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .join();
        assertThat(answer).as("Nacos to %s of %s", document, service).isEqualTo("true");
    }

    /** What the order's checkout was started with, as JSON. */
    String checkoutState(String orderId) {
        try (var connection = databases.connect("ares_order");
                var statement = connection.prepareStatement(
                        "SELECT convert_from(state, 'UTF8') FROM saga_instance WHERE id = ?::uuid")) {
            statement.setString(1, orderId);
            try (var found = statement.executeQuery()) {
                return found.next() ? found.getString(1) : "";
            }
        } catch (SQLException failure) {
            throw new AssertionError("checkout of " + orderId + ": " + failure, failure);
        }
    }

    /**
     * Everybody but one has answered the checkout.
     *
     * @param acknowledgement as the checkout's definition names it
     * @param admin logged in before user-service went away
     */
    void awaitThatOnlyIsMissing(String acknowledgement, ShopClient admin, String order) {
        Awaitility.await("only '" + acknowledgement + "' of " + order + " to be missing")
                .atMost(QUIESCENCE)
                .until(() -> admin.get("/api/admin/sagas?status=running&limit=100")
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(saga -> saga.path("id").asString().equals(order))
                        .anyMatch(saga -> saga.path("awaiting").toString().equals("[\"" + acknowledgement + "\"]")));
    }

    /** As if the saga had been sent so often without an answer that it is given up: at its next turn it is parked. */
    void giveUpSoon(String sagaId) {
        try (var connection = databases.connect("ares_order");
                var statement = connection.prepareStatement(
                        "UPDATE saga_instance SET attempt = ?, due_at = now() WHERE id = ?::uuid AND parked IS NULL")) {
            statement.setInt(1, MOST_ATTEMPTS);
            statement.setString(2, sagaId);
            assertThat(statement.executeUpdate()).as("saga " + sagaId).isEqualTo(1);
        } catch (SQLException failure) {
            throw new AssertionError("saga " + sagaId + ": " + failure, failure);
        }
    }

    /** Starts what does not run. */
    void startAgain() {
        launcher.run("up", "--no-demo");
        awaitNothingIsOff();
    }

    /** Services that missed another one, or their database, find out by their probes that it is back. */
    void awaitNothingIsOff() {
        ShopClient admin = admin();
        Awaitility.await("lists of orders")
                .atMost(QUIESCENCE)
                .until(() -> admin.get("/api/orders?limit=1").status() == 200);
    }

    /** Where each service tells its metrics: address by name. */
    Map<String, String> metrics() {
        int offset = gateway.getPort() - Port.GATEWAY.standard();
        return Map.of(
                        "gateway",
                        Port.GATEWAY,
                        "order-service",
                        Port.ORDER,
                        "inventory-service",
                        Port.INVENTORY,
                        "payment-service",
                        Port.PAYMENT,
                        "user-service",
                        Port.USER)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        service -> "127.0.0.1:" + (service.getValue().standard() + offset)));
    }

    /** What the services tell about their work, of traces that are recorded. */
    OtlpReceiver spans() {
        return spans;
    }

    URI gateway() {
        return gateway;
    }

    /** How many rows every table of every service has at this moment. */
    Map<String, Long> rowCounts() {
        return RowCounts.of(databases);
    }

    /** What a journal of customers says that the shop promised and did not keep. */
    List<String> brokenPromises(Path journal) throws IOException {
        try {
            return Promises.broken(journal, databases);
        } catch (SQLException failure) {
            throw new AssertionError("orders cannot be read: " + failure, failure);
        }
    }

    /** What a command of the launcher prints, which ends with this exit code. */
    String command(int exitCode, String... arguments) {
        return launcher.run(exitCode, arguments);
    }

    String demo() {
        return launcher.run("demo");
    }

    /** Reads all invariants from the live databases and the provider's ledger, once everything has come to rest. */
    void assertInvariantsHold() {
        Awaitility.await("the shop to come to rest with its invariants intact")
                .atMost(QUIESCENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(books.atRest(QUIESCENCE).violations()).isEmpty());
    }

    /** From now on so many processes of each service run. */
    void replicas(int number) {
        launcher.run("up", "--no-demo", "--replicas", Integer.toString(number));
    }

    /** Stops and starts processes one at a time. */
    void restart(String... services) {
        launcher.run(Stream.concat(Stream.of("restart"), Stream.of(services)).toArray(String[]::new));
    }

    /** Breaks this shop on purpose; what the run printed is in {@code target/chaos}. */
    ChaosResult chaos(ChaosSettings run) throws IOException, SQLException {
        return new ChaosRun(settings.ofLastStart(), shop.loggedIn(Launcher.ADMIN_EMAIL, Launcher.ADMIN_PASSWORD))
                .of(run);
    }

    @Override
    public void close() {
        launcher.run("down", "--purge");
        spans.close();
    }
}
