package dev.ares.payment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

import dev.ares.contracts.payment.v1.PaymentCaptured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the provider tells on its own account. */
@ExtendWith(OutputCaptureExtension.class)
class WebhooksIT extends RunningService {

    private static final List<String> TALKATIVE = List.of("dev.ares", "org.springframework.web", "com.stripe");

    private static final String HANDLED = "SELECT count(handled_at) FROM webhook WHERE reference = $1";

    @Autowired
    private LoggingSystem logging;

    @Autowired
    private MeterRegistry meters;

    @Test
    void everyWebhookIsKeptOnceAndActedOn() {
        String order = pay("pm_sim_duplicateWebhook");
        var captured = (PaymentCaptured) replies.awaitLast(order, 1);

        await().atMost(PATIENCE)
                .until(() -> text(HANDLED, captured.getProviderReference()).equals("1"));
    }

    @Test
    void aPayloadThatLiesChangesNothing() throws Exception {
        String order = pay("pm_card_chargeDeclined");
        replies.awaitLast(order, 1);
        String reference = charges(order).get(0).getId();

        assertThat(deliver("evt_lie", reference, "succeeded", WEBHOOK_SECRET).is2xxSuccessful())
                .isTrue();

        await().atMost(PATIENCE).until(() -> text("SELECT note FROM webhook WHERE id = $1", "evt_lie")
                .equals("applied"));
        assertThat(text("SELECT status FROM payment WHERE order_id = $1", order))
                .isEqualTo("REFUSED");
        assertThat(replies.to(order)).hasSize(1);
    }

    @Test
    void aSecondChargeWaitsForPeopleUntilOneHasLooked() {
        String order = captured("pm_card_visa");

        String second = chargeBesides(order, 1999);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting(order)).contains(second));
        assertThat(waiting(order)).contains("\"status\":\"CONTRADICTED\"").contains("\"kind\":\"payment\"");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(meters.get("ares.payments.unresolved")
                        .tag("state", "contradicted")
                        .gauge()
                        .value())
                .isPositive());
        assertThat(replies.to(order)).as("the first word stands").hasSize(1);

        String id = text("SELECT id FROM contradiction WHERE order_id = $1", order);
        caller("operator")
                .post()
                .uri("/api/admin/payments/{id}/retry", id)
                .exchange()
                .expectStatus()
                .isAccepted();
        assertThat(waiting(order)).isEmpty();
        assertThat(text("SELECT resolved_by FROM contradiction WHERE order_id = $1", order))
                .isEqualTo("somebody");
        caller("operator")
                .post()
                .uri("/api/admin/payments/{id}/retry", id)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void whatWasRefundedAtTheProvidersDeskWaitsForPeople() {
        String order = captured("pm_card_visa");

        String refund = refundBesides(order, 500);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting(order))
                .contains("refunded at the provider by hand: " + refund + ", 500 EUR"));
    }

    @Test
    void whatTheBankTakesBackWaitsForPeople() throws Exception {
        String order = captured("pm_card_visa");
        String payload = """
                {"id": "evt_dispute", "type": "charge.dispute.created", "data": {"object":
                {"id": "dp_1", "object": "dispute", "payment_intent": "%s", "amount": 1999}}}""".formatted(charges(order).get(0).getId());

        assertThat(deliver(payload, sign(payload, WEBHOOK_SECRET, Instant.now()))
                        .is2xxSuccessful())
                .isTrue();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(waiting(order)).contains("disputed by the cardholder's bank"));
    }

    /** Of the order, in the list of what is parked; empty when nothing is. */
    private String waiting(String order) {
        String list = String.valueOf(caller("operator")
                .get()
                .uri("/api/admin/payments?status=PARKED&limit=100")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        return Stream.of(list.split("\\{\"id\""))
                .filter(entry -> entry.contains(order))
                .collect(Collectors.joining());
    }

    @Test
    void aWrongSignatureIsABadRequestAndLeavesNoTrace() throws Exception {
        assertThat(deliver("evt_forged", "pi_1", "succeeded", "another secret").value())
                .isEqualTo(400);
        for (String unreadable : List.of("t", "t=x", "t=x,v1=00", "t=1,v1", "t=99999999999999999999,v1=0")) {
            assertThat(deliver("{}", unreadable).value()).as(unreadable).isEqualTo(400);
        }
        http().post()
                .uri("/api/webhooks/stripe")
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("Stripe-Signature");

        assertThat(text("SELECT count(*) FROM webhook WHERE id = $1", "evt_forged"))
                .isEqualTo("0");
    }

    @Test
    void aReplayOlderThanTheToleranceIsRefusedAndLeavesNoTrace() throws Exception {
        Instant before = Instant.now().minus(Duration.ofMinutes(6));
        String payload = payload("evt_replayed", "pi_1", "succeeded");

        assertThat(deliver(payload, sign(payload, WEBHOOK_SECRET, before)).value())
                .isEqualTo(400);

        assertThat(text("SELECT count(*) FROM webhook WHERE id = $1", "evt_replayed"))
                .isEqualTo("0");
    }

    @Test
    void aBadWebhookAndAPaymentLeaveNoKeyInTheLogEvenWhenEverythingIsLogged(CapturedOutput output) throws Exception {
        String payload = payload("evt_logged", "pi_1", "succeeded");
        String forged = sign(payload, "another secret", Instant.now());
        TALKATIVE.forEach(logger -> logging.setLogLevel(logger, LogLevel.DEBUG));
        try {
            assertThat(deliver(payload, forged).value()).isEqualTo(400);
            replies.awaitLast(pay("pm_card_visa"), 1);
        } finally {
            TALKATIVE.forEach(logger -> logging.setLogLevel(logger, null));
        }

        assertThat(output.getAll())
                .contains("/api/webhooks/stripe")
                .doesNotContain(WEBHOOK_SECRET, API_KEY, "another secret", forged.substring(forged.indexOf("v1=") + 3));
    }

    @Test
    void repeatedAndReorderedWebhooksChangeNothing() throws Exception {
        String order = captured("pm_card_visa");
        String reference = charges(order).get(0).getId();

        for (String event : List.of("evt_late", "evt_early", "evt_late")) {
            deliver(event, reference, event.equals("evt_late") ? "succeeded" : "created", WEBHOOK_SECRET);
        }

        for (String event : List.of("evt_late", "evt_early")) {
            await().atMost(PATIENCE)
                    .until(() -> text("SELECT note FROM webhook WHERE id = $1", event), "known already"::equals);
        }
        assertThat(replies.to(order)).hasSize(1);
        assertThat(text("SELECT version FROM payment WHERE order_id = $1", order))
                .isEqualTo("1");
    }

    @Test
    void healthAndMetricsAreOpen() {
        http().get().uri("/healthz").exchange().expectStatus().isOk();
        http().get()
                .uri("/metrics")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics)
                        .contains("ares_payment_waiting")
                        .contains("resilience4j_circuitbreaker_state"));
    }

    private HttpStatusCode deliver(String event, String reference, String status, String secret) throws Exception {
        String payload = payload(event, reference, status);
        return deliver(payload, sign(payload, secret, Instant.now()));
    }

    private HttpStatusCode deliver(String payload, String signature) {
        return http().post()
                .uri("/api/webhooks/stripe")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Stripe-Signature", signature)
                .bodyValue(payload)
                .exchange()
                .returnResult(String.class)
                .getStatus();
    }

    private static String payload(String event, String reference, String status) {
        return """
                {"id": "%s", "type": "payment_intent.%s", "data": {"object":
                {"id": "%s", "object": "payment_intent", "status": "%s", "amount_received": 1999}}}""".formatted(event, status, reference, status);
    }

    private static String sign(String payload, String secret, Instant at) throws Exception {
        long second = at.getEpochSecond();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "t=" + second + ",v1="
                + HexFormat.of().formatHex(mac.doFinal((second + "." + payload).getBytes(StandardCharsets.UTF_8)));
    }
}
