package dev.ares.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The simulator as its callers see it, over HTTP. What Stripe's own client makes of it is payment-service's test. */
class SimulatorTest {

    private static final String CARD = "amount=1999&currency=eur&confirm=true&metadata[order_id]=o1&payment_method=";

    private final Path state;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger readerFails = new AtomicInteger();
    private final HttpServer reader;
    private Simulator simulator;

    SimulatorTest(@TempDir Path state) throws IOException {
        this.state = state;
        reader = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        simulator = start();
    }

    private record Delivery(String signature, String payload) {}

    @BeforeEach
    void listen() {
        reader.createContext("/", exchange -> {
            boolean fail = readerFails.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            String payload = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!fail) {
                deliveries.add(new Delivery(exchange.getRequestHeaders().getFirst("Stripe-Signature"), payload));
            }
            exchange.sendResponseHeaders(fail ? 503 : 200, -1);
            exchange.close();
        });
        reader.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
        reader.stop(0);
    }

    @Test
    void answersAKeyTheSameForEver() throws Exception {
        var first = pay("k1", CARD + "pm_card_visa");
        restart();
        var again = pay("k1", CARD + "pm_card_visa");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(ledger()).containsOnlyOnce("\"orderId\":\"o1\"").contains("\"idempotencyKey\":\"k1\"");
    }

    @Test
    void remembersRefusalsToo() throws Exception {
        var first = pay("k1", CARD + "pm_card_chargeDeclined");
        var again = pay("k1", CARD + "pm_card_chargeDeclined");

        assertThat(first.statusCode()).isEqualTo(402);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(ledger()).contains("\"captured\":false");
    }

    @Test
    void aKeyWithOtherParametersIsAnError() throws Exception {
        pay("k1", CARD + "pm_card_visa");

        var other = pay("k1", CARD + "pm_sim_slow");

        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("idempotency_error");
    }

    @Test
    void aKeyThatIsWorkedOnConflicts() {
        var round = new AtomicInteger();

        // With another key where the second came so late that nobody worked on it any more.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String key = "k" + round.incrementAndGet();
            var one = client.sendAsync(
                    post("/v1/payment_intents", key, CARD + "pm_sim_slow"), HttpResponse.BodyHandlers.ofString());
            var other = client.sendAsync(
                    post("/v1/payment_intents", key, CARD + "pm_sim_slow"), HttpResponse.BodyHandlers.ofString());

            List<HttpResponse<String>> both = List.of(one.join(), other.join());
            assertThat(both).extracting(answer -> answer.statusCode()).containsOnlyOnce(200);
            assertThat(both).anyMatch(answer -> answer.body().contains("idempotency_key_in_use"));
            assertThat(pay(key, CARD + "pm_sim_slow").statusCode()).isEqualTo(200);
        });
    }

    @Test
    void whatIsTurnedAwayLeavesTheKeyFree() throws Exception {
        assertThat(pay("k1", CARD + "pm_unheard_of").body()).contains("No such PaymentMethod");
        assertThat(pay("k2", CARD.replace("1999", "-1") + "pm_card_visa").body())
                .contains("\"param\":\"amount\"");
        assertThat(pay("k1", CARD + "pm_card_visa").statusCode()).isEqualTo(200);
    }

    @Test
    void strangersGetNothing() throws Exception {
        var request = HttpRequest.newBuilder(simulator.address().resolve("/v1/payment_intents"))
                .header("Authorization", "Bearer sk_other")
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void webhooksAreSignedAndRepeatedUntilTheyAreTaken() throws Exception {
        readerFails.set(2);
        pay("k1", CARD + "pm_card_visa");

        await().untilAsserted(() -> assertThat(deliveries).hasSize(1));
        Delivery delivery = deliveries.get(0);
        long timestamp = Long.parseLong(
                delivery.signature().substring(2, delivery.signature().indexOf(',')));
        assertThat(delivery.signature()).isEqualTo(Webhooks.signature(delivery.payload(), timestamp, "whsec"));
        assertThat(delivery.payload()).contains("payment_intent.succeeded");
    }

    @Test
    void webhooksComeTwiceOrInTheWrongOrderOnDemand() throws Exception {
        pay("k1", CARD + "pm_sim_duplicateWebhook");
        await().untilAsserted(() -> assertThat(deliveries).hasSize(2));
        assertThat(deliveries.get(0).payload()).isEqualTo(deliveries.get(1).payload());

        deliveries.clear();
        pay("k2", CARD + "pm_sim_reorderedWebhooks");
        await().untilAsserted(() -> assertThat(deliveries).hasSize(2));
        assertThat(deliveries.get(0).payload()).contains("payment_intent.succeeded");
        assertThat(deliveries.get(1).payload()).contains("payment_intent.created");
    }

    @Test
    void aWebhookThatNobodyTookIsSentAfterARestartAndATakenOneIsNot() throws Exception {
        pay("taken", CARD + "pm_card_visa");
        await().untilAsserted(() -> assertThat(deliveries).hasSize(1));
        readerFails.set(Integer.MAX_VALUE);
        pay("missed", CARD + "pm_card_visa");
        restart();
        readerFails.set(0);

        await().untilAsserted(() -> assertThat(deliveries).hasSize(2));
        assertThat(deliveries.get(1).payload()).contains("missed");
        await().during(Duration.ofSeconds(2)).until(() -> deliveries.size() == 2);
    }

    @Test
    void aPendingRefundEndsAndSaysSoAlsoAfterARestart() throws Exception {
        refund("r1", pay("k1", CARD + "pm_sim_refundPending"), 500);
        var failing = pay("k2", CARD + "pm_sim_refundFailed");
        assertThat(refund("r2", failing, 500).body()).contains("\"status\":\"pending\"");
        restart();

        await().untilAsserted(() -> assertThat(deliveries)
                .extracting(Delivery::payload)
                .anyMatch(payload -> payload.contains("refund.updated"))
                .anyMatch(payload -> payload.contains("refund.failed")));
        assertThat(ledger()).contains("\"status\":\"failed\"", "\"refunded\":500", "\"refunded\":0");
        assertThat(refund("r2", failing, 500).body()).as("a key's first answer").contains("\"status\":\"pending\"");
    }

    @Test
    void refundsAreSlowDownOrRefusedOnDemand() throws Exception {
        var disputed = pay("k1", CARD + "pm_sim_refundRefused");
        assertThat(refund("r1", disputed, 500).body()).contains("charge_disputed");

        var down = pay("k2", CARD + "pm_sim_refundDown");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(refund("r2", down, 500).statusCode()).isEqualTo(503);
        }
        assertThat(refund("r2", down, 500).statusCode()).isEqualTo(200);

        var silent = pay("k3", CARD + "pm_sim_refundTimeoutAfterSuccess");
        var first = client.sendAsync(
                post("/v1/refunds", "r3", refundForm(silent, 500)), HttpResponse.BodyHandlers.ofString());
        await().untilAsserted(() -> assertThat(refund("r3", silent, 500).body()).contains("succeeded"));
        assertThat(first.join().body()).isEqualTo(refund("r3", silent, 500).body());
    }

    @Test
    void whatIsHeldIsTakenOnceAndOnlyWhenItIsAskedFor() throws Exception {
        var held = pay("k1", CARD + "pm_card_visa&capture_method=manual");
        assertThat(held.body())
                .contains("\"status\":\"requires_capture\"", "\"amount_capturable\":1999", "\"amount_received\":0");
        assertThat(ledger()).contains("\"captured\":false");
        restart();

        assertThat(to(held, "/capture").body())
                .contains("\"status\":\"succeeded\"", "\"amount_capturable\":0", "\"amount_received\":1999");
        assertThat(to(held, "/capture").body()).contains("payment_intent_unexpected_state");
        assertThat(to(held, "/cancel").body()).contains("payment_intent_unexpected_state");
        restart();
        assertThat(ledger()).contains("\"captured\":true");
        await().untilAsserted(() -> assertThat(deliveries)
                .extracting(Delivery::payload)
                .anyMatch(payload -> payload.contains("payment_intent.succeeded")));
    }

    @Test
    void whatIsHeldCanBeLetGo() throws Exception {
        var held = pay("k1", CARD + "pm_card_visa&capture_method=manual");

        assertThat(to(held, "/cancel").body()).contains("\"status\":\"canceled\"", "\"amount_capturable\":0");
        restart();

        assertThat(to(held, "/capture").body()).contains("payment_intent_unexpected_state");
        assertThat(ledger()).contains("\"captured\":false");
    }

    private HttpResponse<String> to(HttpResponse<String> paid, String what) throws Exception {
        String path = "/v1/payment_intents/" + id(paid) + what;
        return client.send(post(path, "", ""), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> refund(String key, HttpResponse<String> paid, long amount) throws Exception {
        return client.send(post("/v1/refunds", key, refundForm(paid, amount)), HttpResponse.BodyHandlers.ofString());
    }

    private static String refundForm(HttpResponse<String> paid, long amount) {
        return "payment_intent=" + id(paid) + "&amount=" + amount;
    }

    private static String id(HttpResponse<String> paid) {
        return paid.body().replaceAll("(?s)^\\{\"id\":\"(pi_\\w+)\".*", "$1");
    }

    private HttpResponse<String> pay(String key, String form) throws Exception {
        return client.send(post("/v1/payment_intents", key, form), HttpResponse.BodyHandlers.ofString());
    }

    private String ledger() throws Exception {
        var request = HttpRequest.newBuilder(simulator.address().resolve("/simulator/ledger"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpRequest post(String path, String key, String form) {
        return HttpRequest.newBuilder(simulator.address().resolve(path))
                .header("Authorization", "Bearer sk_test")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private void restart() throws IOException {
        simulator.close();
        simulator = start();
    }

    private Simulator start() throws IOException {
        var settings = new SimulatorSettings(
                "127.0.0.1",
                0,
                state,
                "sk_test",
                "whsec",
                URI.create("http://127.0.0.1:" + reader.getAddress().getPort() + "/"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        return Simulator.start(settings, Clock.systemUTC());
    }
}
