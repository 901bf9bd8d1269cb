package dev.ares.payment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.google.protobuf.Message;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import dev.ares.contracts.Topics;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.payment.v1.RefundPayment;
import dev.ares.local.teststack.TestServer;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.simulator.Simulator;
import dev.ares.simulator.SimulatorSettings;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

/** The whole service on real servers and the simulator, with what tests do to it and ask of it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "ares.messaging.namespace=${ARES_TEST_SUFFIX}",
            // Nacos is there for live settings alone.
            "spring.cloud.nacos.discovery.enabled=false",
            "ares.settings.nacos.enabled=true",
            "ares.payment.stripe.read-timeout=1s",
            "ares.payment.call-timeout=2s",
            "ares.payment.lease=5s",
            "ares.payment.sweep=250ms"
        })
@LocalInfrastructure(
        database = "payment",
        servers = {TestServer.POSTGRES, TestServer.REDIS, TestServer.KAFKA, TestServer.NACOS})
@Import(Replies.class)
abstract class RunningService {

    static final String API_KEY = "sk_test_it";
    static final String WEBHOOK_SECRET = "whsec_it";
    static final Duration PATIENCE = Duration.ofSeconds(20);

    // The simulator must know where webhooks go before the service has taken its port.
    private static final int PORT = Infrastructure.freePort();
    private static final Simulator SIMULATOR = startSimulator();
    private static final StripeClient STRIPE = StripeClient.builder()
            .setApiBase(SIMULATOR.address().toString())
            .setApiKey(API_KEY)
            .build();
    private static final TokenIssuer ISSUER = TokenIssuer.start();

    @Autowired
    private Outbox outbox;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    DatabaseClient database;

    @Autowired
    Replies replies;

    @Value("${spring.r2dbc.url}")
    private String url;

    @Value("${spring.r2dbc.username}")
    private String user;

    @Value("${spring.r2dbc.password}")
    private String password;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        properties.add("server.port", () -> PORT);
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
        properties.add("ARES_STRIPE_API_BASE", () -> SIMULATOR.address().toString());
        properties.add("ARES_STRIPE_API_KEY", () -> API_KEY);
        properties.add("ARES_STRIPE_WEBHOOK_SECRET", () -> WEBHOOK_SECRET);
    }

    /** Orders a payment as the checkout does; the order's id. */
    String pay(String method) {
        String order = UUID.randomUUID().toString();
        pay(order, method, 1999);
        return order;
    }

    void pay(String order, String method, long amount) {
        send(order, command(order, method, amount).build());
    }

    static Pay.Builder command(String order, String method, long amount) {
        return Pay.newBuilder()
                .setOrderId(order)
                .setUserId("user")
                .setAmount(Money.newBuilder().setAmount(amount).setCurrency("EUR"))
                .setPaymentMethod(method);
    }

    /** An order whose payment was captured by this method; 1999 EUR cents. */
    String captured(String method) {
        String order = pay(method);
        replies.awaitLast(order, 1);
        return order;
    }

    /** Asks for a refund as the refund saga does; its id. */
    UUID refund(String order, long amount) {
        UUID id = UUID.randomUUID();
        refund(id, order, amount);
        return id;
    }

    void refund(UUID id, String order, long amount) {
        send(order, refundCommand(id, order, amount));
    }

    static RefundPayment refundCommand(UUID id, String order, long amount) {
        return RefundPayment.newBuilder()
                .setRefundId(id.toString())
                .setOrderId(order)
                .setAmount(Money.newBuilder().setAmount(amount).setCurrency("EUR"))
                .build();
    }

    /** Sends as order-service would, through this service's own message table. */
    void send(String order, Message... commands) {
        List<OutgoingMessage> messages = Arrays.stream(commands)
                .map(command -> OutgoingMessage.of(Topics.PAYMENT_COMMANDS, order, command))
                .toList();
        outbox.append(messages).as(transaction::transactional).block(PATIENCE);
    }

    WebTestClient caller(String role) {
        String authorization = "Bearer " + ISSUER.token("somebody", role);
        return http().mutate().defaultHeader("Authorization", authorization).build();
    }

    WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + PORT)
                .responseTimeout(PATIENCE)
                .build();
    }

    /** What the provider has given back of an order, or is about to. */
    List<Refund> given(String order) {
        String payment = charges(order).get(0).getId();
        try {
            return STRIPE.v1()
                    .refunds()
                    .list(RefundListParams.builder().setPaymentIntent(payment).build())
                    .getData();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Charges an order at the provider behind the service's back; the provider's id of the charge. */
    static String chargeBesides(String order, long amount) {
        try {
            return STRIPE.v1()
                    .paymentIntents()
                    .create(PaymentIntentCreateParams.builder()
                            .setAmount(amount)
                            .setCurrency("eur")
                            .setPaymentMethod("pm_card_visa")
                            .addPaymentMethodType("card")
                            .setConfirm(true)
                            .putMetadata("order_id", order)
                            .build())
                    .getId();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives money back at the provider behind the service's back; the provider's id of the refund. */
    String refundBesides(String order, long amount) {
        try {
            return STRIPE.v1()
                    .refunds()
                    .create(RefundCreateParams.builder()
                            .setPaymentIntent(charges(order).get(0).getId())
                            .setAmount(amount)
                            .build())
                    .getId();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the provider has of an order. */
    List<PaymentIntent> charges(String order) {
        try {
            return STRIPE.v1()
                    .paymentIntents()
                    .search(PaymentIntentSearchParams.builder()
                            .setQuery("metadata['order_id']:'" + order + "'")
                            .build())
                    .getData();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sees copies of these tables, in a schema of their own, where the service's own sweeps find nothing. */
    DatabaseClient copies(String schema, String... tables) {
        database.sql("CREATE SCHEMA IF NOT EXISTS " + schema).then().block(PATIENCE);
        for (String table : tables) {
            database.sql("CREATE TABLE IF NOT EXISTS %1$s.%2$s (LIKE public.%2$s INCLUDING ALL)"
                            .formatted(schema, table))
                    .then()
                    .block(PATIENCE);
        }
        return DatabaseClient.builder()
                .connectionFactory(ConnectionFactories.get(ConnectionFactoryOptions.parse(url)
                        .mutate()
                        .option(ConnectionFactoryOptions.USER, user)
                        .option(ConnectionFactoryOptions.PASSWORD, password)
                        .option(Option.valueOf("schema"), schema)
                        .build()))
                .namedParameters(false)
                .build();
    }

    String text(String sql, String parameter) {
        return Objects.requireNonNull(database.sql(sql)
                .bind(0, parameter)
                .map(row -> String.valueOf(row.get(0)))
                .one()
                .block(PATIENCE));
    }

    private static Simulator startSimulator() {
        try {
            var simulator = Simulator.start(
                    new SimulatorSettings(
                            "127.0.0.1",
                            0,
                            Files.createTempDirectory("simulator"),
                            API_KEY,
                            WEBHOOK_SECRET,
                            URI.create("http://127.0.0.1:" + PORT + "/api/webhooks/stripe"),
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(2)),
                    Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
