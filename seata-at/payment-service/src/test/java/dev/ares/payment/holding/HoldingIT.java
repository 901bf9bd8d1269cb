package dev.ares.payment.holding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentSearchParams;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.reactive.TransactionalOperator;

import dev.ares.contracts.Topics;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.AuthorisationsGrpc;
import dev.ares.contracts.payment.v1.AuthorisationsGrpc.AuthorisationsBlockingStub;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.local.teststack.TestServer;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.payment.PaymentApplication;
import dev.ares.simulator.Simulator;
import dev.ares.simulator.SimulatorSettings;
import dev.ares.test.grpc.GrpcConnection;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The whole service, holding money at the simulator, and taking it by Pay. */
@SpringBootTest(
        classes = PaymentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "ares.messaging.namespace=${ARES_TEST_SUFFIX}",
            "ares.payment.stripe.read-timeout=1s",
            "ares.payment.call-timeout=2s",
            "ares.payment.lease=5s"
        })
@LocalInfrastructure(
        database = "payment",
        servers = {TestServer.POSTGRES, TestServer.KAFKA})
class HoldingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT = Infrastructure.freePort();
    private static final Simulator SIMULATOR = startSimulator();
    private static final StripeClient STRIPE = StripeClient.builder()
            .setApiBase(SIMULATOR.address().toString())
            .setApiKey("sk_test_it")
            .build();
    private static final TokenIssuer ISSUER = TokenIssuer.start();

    @Autowired
    private GrpcServerLifecycle server;

    @Autowired
    private ServiceTokens tokens;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionalOperator transaction;

    @Autowired
    private DatabaseClient database;

    @Autowired
    private MeterRegistry meters;

    private GrpcConnection connection;

    private final String order = UUID.randomUUID().toString();

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        properties.add("server.port", () -> PORT);
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
        properties.add("ARES_STRIPE_API_BASE", () -> SIMULATOR.address().toString());
        properties.add("ARES_STRIPE_API_KEY", () -> "sk_test_it");
        properties.add("ARES_STRIPE_WEBHOOK_SECRET", () -> "whsec_it");
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
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
    void holdsOnceAndTakesWhatIsHeldWhenItIsPaid() {
        Pay wish = wish("pm_card_visa");

        assertThat(payments().hold(wish).hasRefused()).isFalse();
        assertThat(payments().hold(wish).hasRefused()).isFalse();
        assertThat(atProvider()).extracting(PaymentIntent::getStatus).containsExactly("requires_capture");
        assertThat(stored()).isEmpty();
        assertThat(calls("hold", "held")).isGreaterThanOrEqualTo(2);

        send(wish);

        await().atMost(PATIENCE).until(() -> stored().equals("CAPTURED"));
        assertThat(atProvider()).singleElement().satisfies(taken -> assertThat(taken.getAmountReceived())
                .isEqualTo(1999));
        assertThat(calls("pay", "captured")).isPositive();
    }

    @Test
    void saysWhyItIsNotHeld() {
        var answer = payments().hold(wish("pm_card_chargeDeclined"));

        assertThat(answer.getRefused().getReason()).isEqualTo("PAYMENT_DECLINED");
        assertThat(answer.getRefused().getDetail()).isEqualTo("generic_decline");
        assertThat(payments().letGo(wish("pm_card_chargeDeclined")).getWasHeld())
                .isFalse();
    }

    @Test
    void callsOffWhatTheCustomerWouldHaveToConfirm() {
        var answer = payments().hold(wish("pm_card_authenticationRequired"));

        assertThat(answer.getRefused().getReason()).isEqualTo("PAYMENT_ACTION_REQUIRED");
        assertThat(atProvider()).extracting(PaymentIntent::getStatus).containsExactly("canceled");
    }

    @Test
    void whatIsLetGoIsNeverTaken() {
        Pay wish = wish("pm_card_visa");
        payments().hold(wish);

        assertThat(payments().letGo(wish).getWasHeld()).isTrue();
        assertThat(payments().letGo(wish).getWasHeld()).isFalse();
        send(wish);

        await().atMost(PATIENCE).until(() -> stored().equals("REFUSED"));
        assertThat(atProvider()).singleElement().satisfies(intent -> assertThat(intent.getAmountReceived())
                .isZero());
    }

    @Test
    void aHoldOfUnknownOutcomeIsFoundByAskingAgain() {
        Pay wish = wish("pm_sim_timeoutAfterSuccess");

        assertThatThrownBy(() -> payments().hold(wish))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        unknown -> assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));

        assertThat(payments().hold(wish).hasRefused()).isFalse();
        assertThat(atProvider()).hasSize(1);
    }

    @Test
    void anAddressThatTheProviderTurnsAwayCostsTheReceiptOnly() {
        Pay wish = wish("pm_card_visa").toBuilder()
                .setReceiptEmail("customer@nowhere")
                .build();

        assertThat(payments().hold(wish).hasRefused()).isFalse();
        send(wish);

        await().atMost(PATIENCE).until(() -> stored().equals("CAPTURED"));
        assertThat(atProvider()).hasSize(1);
    }

    private long calls(String operation, String outcome) {
        return meters.get("ares.payment.provider.call")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    private AuthorisationsBlockingStub payments() {
        return connection.as(tokens.issue(), AuthorisationsGrpc::newBlockingStub);
    }

    private Pay wish(String method) {
        return Pay.newBuilder()
                .setOrderId(order)
                .setUserId("user")
                .setAmount(Money.newBuilder().setAmount(1999).setCurrency("EUR"))
                .setPaymentMethod(method)
                .build();
    }

    private void send(Pay pay) {
        outbox.append(List.of(OutgoingMessage.of(Topics.PAYMENT_COMMANDS, order, pay)))
                .as(transaction::transactional)
                .block(PATIENCE);
    }

    private String stored() {
        return database.sql("SELECT status FROM payment WHERE order_id = $1")
                .bind(0, order)
                .map(row -> String.valueOf(row.get("status", String.class)))
                .one()
                .blockOptional(PATIENCE)
                .orElse("");
    }

    private List<PaymentIntent> atProvider() {
        var query = PaymentIntentSearchParams.builder()
                .setQuery("metadata['order_id']:'" + order + "'")
                .build();
        try {
            return STRIPE.v1().paymentIntents().search(query).getData();
        } catch (StripeException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Simulator startSimulator() {
        try {
            var settings = new SimulatorSettings(
                    "127.0.0.1",
                    0,
                    Files.createTempDirectory("simulator"),
                    "sk_test_it",
                    "whsec_it",
                    URI.create("http://127.0.0.1:" + PORT + "/api/webhooks/stripe"),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2));
            return Simulator.start(settings, Clock.systemUTC());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
