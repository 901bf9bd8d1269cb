package dev.ares.order.global;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.apache.seata.core.context.RootContext;
import org.apache.seata.core.exception.TransactionException;
import org.apache.seata.tm.api.GlobalTransaction;
import org.apache.seata.tm.api.GlobalTransactionContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

import dev.ares.local.teststack.TestServer;
import dev.ares.order.OrderApplication;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaReply;
import dev.ares.seata.TestCoordinator;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static dev.ares.order.global.Customer.order;
import static dev.ares.order.global.Customer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The whole service, deciding checkouts in global transactions, between stand-ins for the others. */
@SpringBootTest(
        classes = OrderApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ares.messaging.namespace=${ARES_TEST_SUFFIX}",
            "ares.saga.step-deadline=3s",
            "ares.saga.resend-after=3s"
        })
@LocalInfrastructure(
        database = "order",
        servers = {TestServer.POSTGRES, TestServer.KAFKA})
@Import(OtherReaders.class)
class GlobalCheckoutIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final TestCoordinator COORDINATOR = TestCoordinator.start();
    private static final OtherServices OTHERS = new OtherServices();

    @Autowired
    private DatabaseClient database;

    @Autowired
    private Decisions decisions;

    @Autowired
    private AttemptCheckout attempt;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
        properties.add("ARES_SEATA", () -> "127.0.0.1:" + COORDINATOR.port());
        for (String other : List.of("inventory-service", "payment-service", "user-service")) {
            String instance = "spring.cloud.discovery.client.simple.instances." + other + "[0].";
            properties.add(instance + "uri", () -> "http://127.0.0.1:1");
            properties.add(instance + "metadata.[grpc.port]", OTHERS::port);
        }
    }

    @AfterAll
    static void stop() {
        COORDINATOR.close();
    }

    @Test
    void confirmsWhatIsSoldInTheSameTransaction() {
        JsonNode order = placed(order("mug"));

        String id = order.path("id").asString();
        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(OTHERS.calls("sell", id)).singleElement().satisfies(sale -> assertThat(sale.xid())
                .startsWith("127.0.0.1:" + COORDINATOR.port()));
        assertThat(decision(id)).isEqualTo("COMMITTED");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(customer().events(id))
                .startsWith("OrderPlaced", "DISPATCHED", "StockReserved")
                .contains("OrderConfirmed", "PaymentConfirmed")
                .endsWith("COMPLETED"));
        await().atMost(PATIENCE).until(() -> count("SELECT count(*) FROM undo_log") == 0);
    }

    @Test
    void cancelsWhatIsOutOfStockAndLetsTheMoneyGo() {
        String id = cancelledFor("OUT_OF_STOCK", placed(order("scarce")));

        assertThat(decision(id)).isEqualTo("REFUSED");
        assertThat(OTHERS.calls("let go", id)).hasSize(1);
    }

    @Test
    void sellsNothingWhenTheCardIsDeclined() {
        String id = cancelledFor(
                "PAYMENT_DECLINED", placed(with(order("mug"), "payment", Map.of("method", "pm_card_chargeDeclined"))));

        assertThat(decision(id)).isEqualTo("REFUSED");
        assertThat(OTHERS.calls("sell", id)).isEmpty();
    }

    /** Readers need seconds to join the broker, longer than the deadline of a step here: the first orders may expire. */
    @Test
    void holdsPointsBeforeAllElse() {
        await().atMost(PATIENCE).until(() -> placed(with(order("mug"), "redeemPoints", 250))
                .path("status")
                .asString()
                .equals("CONFIRMED"));

        String poor = cancelledFor("INSUFFICIENT_POINTS", placed(with(order("mug"), "redeemPoints", 1001)));
        assertThat(OTHERS.calls("hold", poor)).isEmpty();
        String late = cancelledFor("OUT_OF_STOCK", placed(with(order("scarce"), "redeemPoints", 250)));
        assertThat(customer().events(late)).contains("UNDOING", "UNDONE");
    }

    @Test
    void waitsForItsTurnAtHotStock() {
        JsonNode order = placed(order("hot"));

        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(OTHERS.calls("sell", order.path("id").asString()))
                .extracting(OtherServices.Call::xid)
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void triesAgainWhatGotNoAnswer() {
        JsonNode order = placed(order("flaky"));

        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(OTHERS.calls("sell", order.path("id").asString())).hasSize(2);
    }

    /** As when a process dies between its branches: nobody ends the transaction but the coordinator's clock. */
    @Test
    void whatADeadProcessLeftOpenIsDecidedOnceTheCoordinatorRolledItBack() throws TransactionException {
        CheckoutState checkout = checkout();
        GlobalTransaction orphan = begin(Duration.ofSeconds(3));
        decisions.commit(orphan.getXid(), checkout.orderId());

        assertThatThrownBy(() -> attempt.decide(again(checkout))).hasMessageContaining("under way");
        assertThat(decisions.refuse(checkout.orderId(), "EXPIRED", null).block(PATIENCE))
                .isFalse();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> attempt.decide(again(checkout))
                .equals(Optional.of(SagaReply.done(checkout.orderId(), CheckoutSaga.RESERVE_STOCK))));
        assertThat(OTHERS.calls("sell", checkout.orderId().toString()))
                .singleElement()
                .satisfies(sale -> assertThat(sale.xid()).isNotEqualTo(orphan.getXid()));
    }

    @Test
    void whatADeadProcessHadDecidedIsNotDecidedAgain() throws TransactionException {
        CheckoutState checkout = checkout();
        GlobalTransaction decided = begin(PATIENCE);
        decisions.commit(decided.getXid(), checkout.orderId());
        OTHERS.sold(checkout.orderId().toString());
        decided.commit();

        assertThat(attempt.decide(again(checkout)))
                .contains(SagaReply.done(checkout.orderId(), CheckoutSaga.RESERVE_STOCK));
        assertThat(OTHERS.calls("sell", checkout.orderId().toString())).isEmpty();
    }

    /** A coordinator without its files locks nothing: the decision looks final, and nothing was ever sold. */
    @Test
    void whatTheCoordinatorForgotHalfWayIsDecidedAnew() throws TransactionException {
        CheckoutState checkout = checkout();
        GlobalTransaction forgotten = begin(PATIENCE);
        decisions.commit(forgotten.getXid(), checkout.orderId());
        forgotten.commit();

        assertThat(attempt.decide(again(checkout)))
                .contains(SagaReply.done(checkout.orderId(), CheckoutSaga.RESERVE_STOCK));
        assertThat(OTHERS.calls("sell", checkout.orderId().toString())).hasSize(1);
        assertThat(decision(checkout.orderId().toString())).isEqualTo("COMMITTED");
    }

    /** Whatever an earlier attempt sold, of which the coordinator knows nothing any more. */
    @Test
    void aLaterRefusalTakesBackWhatMayHaveBeenSold() {
        CheckoutState checkout = checkout("scarce");

        assertThat(attempt.decide(again(checkout)))
                .get()
                .extracting(SagaReply::outcome)
                .isEqualTo(new SagaReply.Refused("OUT_OF_STOCK", "scarce"));
        assertThat(OTHERS.calls("take back", checkout.orderId().toString())).hasSize(1);
    }

    @Test
    void whatWaitedForItsTurnUntilTheLastAttemptHasItAllTheSame() {
        CheckoutState checkout = checkout();

        assertThat(attempt.decide(attempt(AttemptCheckout.LAST, checkout)))
                .contains(SagaReply.done(checkout.orderId(), CheckoutSaga.RESERVE_STOCK));
    }

    @Test
    void whatCouldNotBeDecidedForLongIsGivenUp() {
        CheckoutState checkout = checkout("away");
        assertThatThrownBy(() -> attempt.decide(attempt(AttemptCheckout.LAST - 1, checkout)))
                .hasMessageContaining("UNAVAILABLE");

        assertThat(attempt.decide(attempt(AttemptCheckout.LAST, checkout)))
                .get()
                .extracting(SagaReply::outcome)
                .isEqualTo(new SagaReply.Refused("EXPIRED", CheckoutSaga.RESERVE_STOCK));
        assertThat(decision(checkout.orderId().toString())).isEqualTo("REFUSED");
        assertThat(OTHERS.calls("let go", checkout.orderId().toString())).hasSize(1);
    }

    private static GlobalTransaction begin(Duration longest) throws TransactionException {
        GlobalTransaction begun = GlobalTransactionContext.createNew();
        begun.begin((int) longest.toMillis(), "checkout");
        RootContext.unbind();
        return begun;
    }

    private static CheckoutState checkout() {
        return checkout("mug");
    }

    private static CheckoutState checkout(String sku) {
        Money price = new Money(1250, "EUR");
        return new CheckoutState(
                UUID.randomUUID(),
                "a-user",
                List.of(new OrderLine(sku, 1, price)),
                price,
                0,
                "pm_card_visa",
                null,
                null);
    }

    private static Dispatch<GlobalCommand.Transact> again(CheckoutState checkout) {
        return attempt(2, checkout);
    }

    private static Dispatch<GlobalCommand.Transact> attempt(int number, CheckoutState checkout) {
        return new Dispatch<>(
                checkout.orderId(), CheckoutSaga.RESERVE_STOCK, number, new GlobalCommand.Transact(checkout));
    }

    private static String cancelledFor(String reason, JsonNode order) {
        assertThat(order.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(order.path("reason").asString()).isEqualTo(reason);
        return order.path("id").asString();
    }

    private JsonNode placed(Map<String, Object> body) {
        return customer().placed(body);
    }

    private Customer customer() {
        return new Customer(port, ISSUER.token("a-user", "customer"), PATIENCE);
    }

    private String decision(String order) {
        return database.sql("SELECT outcome FROM checkout_decision WHERE order_id = $1")
                .bind(0, UUID.fromString(order))
                .map(row -> String.valueOf(row.get(0, String.class)))
                .one()
                .blockOptional(PATIENCE)
                .orElse("none");
    }

    private long count(String sql) {
        return Objects.requireNonNull(database.sql(sql)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block(PATIENCE));
    }
}
