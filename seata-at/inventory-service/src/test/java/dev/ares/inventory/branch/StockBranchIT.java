package dev.ares.inventory.branch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.apache.seata.core.context.RootContext;
import org.apache.seata.core.exception.TransactionException;
import org.apache.seata.tm.api.GlobalTransaction;
import org.apache.seata.tm.api.GlobalTransactionContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.http.HttpStatusCode;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.SellResponse;
import dev.ares.contracts.inventory.v1.StockBranchGrpc;
import dev.ares.contracts.order.v1.ConfirmedLine;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.inventory.InventoryApplication;
import dev.ares.local.teststack.TestServer;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.seata.TestCoordinator;
import dev.ares.seata.XidOnCalls;
import dev.ares.test.grpc.GrpcConnection;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The whole service, selling in global transactions. */
@SpringBootTest(
        classes = InventoryApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "ares.messaging.namespace=${ARES_TEST_SUFFIX}")
@LocalInfrastructure(
        database = "inventory",
        servers = {TestServer.POSTGRES, TestServer.KAFKA})
class StockBranchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final TestCoordinator COORDINATOR = TestCoordinator.start();

    @Autowired
    private GrpcServerLifecycle server;

    @Autowired
    private ServiceTokens tokens;

    @Autowired
    private DatabaseClient database;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionalOperator transaction;

    @LocalServerPort
    private int port;

    private GrpcConnection connection;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
        properties.add("ARES_SEATA", () -> "127.0.0.1:" + COORDINATOR.port());
    }

    @AfterAll
    static void stop() {
        COORDINATOR.close();
    }

    @BeforeEach
    void connect() {
        connection = GrpcConnection.to(server.getPort());
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Test
    void sellsForGoodWhenTheTransactionCommits() throws TransactionException {
        addProduct("sold-mug", 5);
        addProduct("sold-hat", 5);
        GlobalTransaction checkout = begin();

        assertThat(sell(checkout, UUID.randomUUID(), line("sold-mug", 2), line("sold-hat", 1))
                        .hasRefused())
                .isFalse();
        checkout.commit();

        assertThat(stock("sold-mug")).isEqualTo(new Stock(3, 0, 2));
        assertThat(stock("sold-hat")).isEqualTo(new Stock(4, 0, 1));
        stockMustBalance();
    }

    @Test
    void putsEverythingBackWhenTheTransactionIsRolledBack() throws TransactionException {
        addProduct("returned-mug", 5);
        UUID order = UUID.randomUUID();
        GlobalTransaction checkout = begin();
        sell(checkout, order, line("returned-mug", 2));

        checkout.rollback();

        assertThat(stock("returned-mug")).isEqualTo(new Stock(5, 0, 0));
        assertThat(count("SELECT count(*) FROM reservation WHERE order_id = '" + order + "'"))
                .isZero();
        stockMustBalance();
    }

    @Test
    void refusesWithEveryProductThatFallsShortAndSellsNothing() throws TransactionException {
        addProduct("plenty", 5);
        addProduct("scarce", 1);
        GlobalTransaction checkout = begin();

        SellResponse answer =
                sell(checkout, UUID.randomUUID(), line("scarce", 2), line("plenty", 1), line("never-heard-of", 1));
        checkout.rollback();

        assertThat(answer.getRefused().getReason()).isEqualTo("OUT_OF_STOCK");
        assertThat(answer.getRefused().getSkusList()).containsExactly("never-heard-of", "scarce");
        assertThat(stock("plenty")).isEqualTo(new Stock(5, 0, 0));
    }

    @Test
    void sellsToAnOrderOnce() throws TransactionException {
        addProduct("once-mug", 5);
        UUID order = UUID.randomUUID();
        GlobalTransaction first = begin();
        sell(first, order, line("once-mug", 2));
        first.commit();
        GlobalTransaction second = begin();

        assertThatThrownBy(() -> sell(second, order, line("once-mug", 2)))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS));
        second.rollback();

        assertThat(stock("once-mug")).isEqualTo(new Stock(3, 0, 2));
    }

    @Test
    void sellsNothingOutsideATransaction() {
        addProduct("unsold-mug", 5);

        assertThatThrownBy(() -> stub().sell(order(UUID.randomUUID(), line("unsold-mug", 1))))
                .hasMessageContaining("ares-xid (expected: the id of a global transaction)");
    }

    /** Else the sale could not be put back. */
    @Test
    void stockOfAnUndecidedSaleIsNotRestocked() throws TransactionException {
        addProduct("awaited-mug", 5);
        GlobalTransaction checkout = begin();
        sell(checkout, UUID.randomUUID(), line("awaited-mug", 2));

        assertThat(restock("awaited-mug", 10).is2xxSuccessful()).isFalse();
        checkout.rollback();

        assertThat(stock("awaited-mug")).isEqualTo(new Stock(5, 0, 0));
        assertThat(restock("awaited-mug", 10).is2xxSuccessful()).isTrue();
        assertThat(stock("awaited-mug")).isEqualTo(new Stock(15, 0, 0));
        stockMustBalance();
    }

    /** While it waits nobody else can sell the product: however wanted it is, its undecided sales become fewer. */
    @Test
    void restockingWaitsForSalesThatAreAboutToBeDecided() throws Exception {
        addProduct("hot-mug", 5);
        GlobalTransaction checkout = begin();
        sell(checkout, UUID.randomUUID(), line("hot-mug", 2));

        var restocked = CompletableFuture.supplyAsync(() -> restock("hot-mug", 10));
        await().pollDelay(Duration.ofMillis(300)).until(() -> !restocked.isDone());
        checkout.commit();

        assertThat(restocked.get().is2xxSuccessful()).isTrue();
        assertThat(stock("hot-mug")).isEqualTo(new Stock(13, 0, 2));
        stockMustBalance();
    }

    @Test
    void takesBackASaleThatItsCoordinatorForgotAndSellsNothingToTheOrderAfterwards() throws TransactionException {
        addProduct("forgotten-mug", 5);
        UUID order = UUID.randomUUID();
        GlobalTransaction checkout = begin();
        sell(checkout, order, line("forgotten-mug", 2));
        assertThatThrownBy(() -> takeBack(order)).hasMessageContaining("ABORTED");
        checkout.commit();
        assertThat(stub().find(order(order)).hasRefused()).isFalse();

        takeBack(order);
        takeBack(order);

        assertThat(stub().find(order(order)).getRefused().getReason()).isEqualTo("NOT_SOLD");
        assertThat(stock("forgotten-mug")).isEqualTo(new Stock(5, 0, 0));
        stockMustBalance();
        GlobalTransaction late = begin();
        assertThatThrownBy(() -> sell(late, order, line("forgotten-mug", 2))).hasMessageContaining("ALREADY_EXISTS");
        late.rollback();
    }

    @Test
    void whatWasNeverSoldNeverWillBeOnceItIsTakenBack() throws TransactionException {
        addProduct("barred-mug", 5);
        UUID order = UUID.randomUUID();

        takeBack(order);

        GlobalTransaction late = begin();
        assertThatThrownBy(() -> sell(late, order, line("barred-mug", 1))).hasMessageContaining("ALREADY_EXISTS");
        late.rollback();
        assertThat(stock("barred-mug")).isEqualTo(new Stock(5, 0, 0));
    }

    @Test
    void aConfirmedOrderIsNews() {
        addProduct("news-mug", 5);
        UUID order = UUID.randomUUID();
        var confirmed = OrderConfirmed.newBuilder()
                .setOrderId(order.toString())
                .addLines(ConfirmedLine.newBuilder().setSku("news-mug").setQuantity(1))
                .build();

        outbox.append(List.of(OutgoingMessage.of(Topics.ORDER_EVENTS, order.toString(), confirmed)))
                .as(transaction::transactional)
                .block(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(count("SELECT version FROM stock WHERE sku = 'news-mug'"))
                        .isEqualTo(2));
    }

    private GlobalTransaction begin() throws TransactionException {
        GlobalTransaction begun = GlobalTransactionContext.createNew();
        begun.begin((int) PATIENCE.toMillis(), "checkout");
        RootContext.unbind();
        return begun;
    }

    private StockBranchGrpc.StockBranchBlockingStub stub() {
        return connection.as(tokens.issue(), StockBranchGrpc::newBlockingStub);
    }

    private void takeBack(UUID order) {
        var request = ReleaseStock.newBuilder().setOrderId(order.toString()).build();
        assertThat(stub().giveBack(request).getOrderId()).isEqualTo(order.toString());
    }

    private SellResponse sell(GlobalTransaction checkout, UUID order, ReservationLine... lines) {
        return stub().withInterceptors(new XidOnCalls(checkout.getXid())).sell(order(order, lines));
    }

    private static ReserveStock order(UUID order, ReservationLine... lines) {
        return ReserveStock.newBuilder()
                .setOrderId(order.toString())
                .addAllLines(List.of(lines))
                .build();
    }

    private static ReservationLine line(String sku, long quantity) {
        return ReservationLine.newBuilder().setSku(sku).setQuantity(quantity).build();
    }

    private void addProduct(String sku, long stock) {
        Map<String, Object> price = Map.of("amount", 1999, "currency", "EUR");
        Map<String, Object> product = Map.of("sku", sku, "name", "A " + sku, "price", price, "stock", stock);
        assertThat(post("/api/admin/products", product).is2xxSuccessful()).isTrue();
    }

    private HttpStatusCode restock(String sku, long quantity) {
        return post("/api/admin/products/" + sku + "/restock", Map.of("quantity", quantity));
    }

    private HttpStatusCode post(String path, Object body) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .defaultHeader("Authorization", "Bearer " + ISSUER.token("a-user", "admin"))
                .build()
                .post()
                .uri(path)
                .bodyValue(body)
                .exchange()
                .returnResult(String.class)
                .getStatus();
    }

    private Stock stock(String sku) {
        return Objects.requireNonNull(database.sql("SELECT available, reserved, sold FROM stock WHERE sku = $1")
                .bind(0, sku)
                .map(row -> new Stock(number(row.get(0)), number(row.get(1)), number(row.get(2))))
                .one()
                .block(PATIENCE));
    }

    private long count(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).map(row -> number(row.get(0))).one().block(PATIENCE));
    }

    private void stockMustBalance() {
        assertThat(count("""
                        SELECT count(*) FROM stock s
                        WHERE s.available + s.reserved + s.sold
                              <> (SELECT sum(quantity) FROM stock_ledger l WHERE l.sku = s.sku)
                           OR s.sold <> (SELECT coalesce(sum(quantity), 0) FROM reservation_line
                                  JOIN reservation USING (order_id) WHERE sku = s.sku AND status = 'COMMITTED')
                        """)).as("products whose stock does not balance").isZero();
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private record Stock(long available, long reserved, long sold) {}
}
