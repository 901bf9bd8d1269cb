package dev.ares.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import tools.jackson.databind.JsonNode;

import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.payment.application.Payments;
import dev.ares.payment.application.Refunds;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What operators see of payments and refunds of unknown outcome, and what they can do. */
class ParkedIT extends RunningService {

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(2));

    @Autowired
    private Payments payments;

    @Autowired
    private Refunds refunds;

    @Test
    void aParkedPaymentIsListedAndCompletedByARedrive() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_sim_down", "");
        Payment old = Payment.intended(request, LONG_AGO, LEASE);
        payments.addMissing(List.of(old)).block(PATIENCE);

        awaitListed(old.id(), "payment", old.orderId());
        retryUntil("SELECT status FROM payment WHERE order_id = $1", old.orderId(), old.id(), "CAPTURED");

        assertThat(replies.awaitLast(old.orderId(), 1)).isInstanceOf(PaymentCaptured.class);
        assertThat(listed()).doesNotContain(old.id().toString());
    }

    @Test
    void aParkedRefundIsListedAndCompletedByARedrive() {
        Refund old = parkedRefund(Duration.ofHours(2));

        retryUntil("SELECT status FROM refund WHERE order_id = $1", old.orderId(), old.id(), "SUCCEEDED");

        assertThat(replies.awaitLast(old.orderId(), 2)).isInstanceOf(PaymentRefunded.class);
        assertThat(given(old.orderId())).hasSize(1);
    }

    @Test
    void theListIsReadPageByPage() {
        List<Payment> old = Stream.generate(() -> UUID.randomUUID().toString())
                .map(order -> new PaymentRequest(order, "user", new Money(1999, "EUR"), "pm_sim_down", ""))
                .map(request -> Payment.intended(request, LONG_AGO, LEASE))
                .limit(3)
                .toList();
        payments.addMissing(old).block(PATIENCE);
        old.forEach(payment -> awaitListed(payment.id(), "payment", payment.orderId()));

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = page(cursor);
            page.path("items").forEach(entry -> listed.add(entry.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(listed)
                .doesNotHaveDuplicates()
                .containsAll(
                        old.stream().map(payment -> payment.id().toString()).toList());
        old.forEach(payment -> retryUntil(
                "SELECT status FROM payment WHERE order_id = $1", payment.orderId(), payment.id(), "CAPTURED"));
    }

    private JsonNode page(String cursor) {
        return Objects.requireNonNull(caller("operator")
                .get()
                .uri("/api/admin/payments?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void whatIsNotParkedCannotBeRedriven() {
        retry(UUID.randomUUID().toString()).isNotFound();
        retry("nonsense").isNotFound();
    }

    @Test
    void anOperatorsNotTakenCancelsTheOrder() {
        Payment lost = parked(Duration.ofHours(25));

        notTaken(lost.id(), "{\"note\":\"no intent of this order at the provider\"}")
                .isNoContent();

        assertThat(replies.awaitLast(lost.orderId(), 1)).isInstanceOfSatisfying(PaymentRefused.class, refused -> {
            assertThat(refused.getReason()).isEqualTo("PAYMENT_DECLINED");
            assertThat(refused.getDetail()).isEqualTo("not_taken");
        });
        assertThat(listed()).doesNotContain(lost.id().toString());
        assertThat(text(
                        "SELECT decided_by || ': ' || note FROM decision WHERE payment = $1::uuid",
                        lost.id().toString()))
                .isEqualTo("somebody: no intent of this order at the provider");
        notTaken(lost.id(), "{\"note\":\"once more\"}").isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void whatTheProviderMayStillTakeIsNotForPeopleToDecide() {
        Payment young = parked(Duration.ofHours(2));

        notTaken(young.id(), "{\"note\":\"nothing there\"}").isEqualTo(HttpStatus.CONFLICT);

        assertThat(text(
                        "SELECT count(*) FROM decision WHERE payment = $1::uuid",
                        young.id().toString()))
                .isEqualTo("0");
        retryUntil("SELECT status FROM payment WHERE order_id = $1", young.orderId(), young.id(), "CAPTURED");
    }

    @Test
    void whatThePeopleSawWasNotGivenEndsTheRefund() {
        Refund lost = parkedRefund(Duration.ofHours(25));

        decide(lost.id(), "not-given", "{\"note\":\"turned away: the charge is too old\"}")
                .isNoContent();

        assertThat(replies.awaitLast(lost.orderId(), 2))
                .isInstanceOfSatisfying(RefundRefused.class, refused -> assertThat(refused.getReason())
                        .isEqualTo("REFUND_REFUSED"));
        assertThat(text("SELECT refunded FROM payment WHERE order_id = $1", lost.orderId()))
                .isEqualTo("0");
        assertThat(listed()).doesNotContain(lost.id().toString());
        assertThat(text(
                        "SELECT decided_by || ': ' || note FROM refund_decision WHERE refund = $1::uuid",
                        lost.id().toString()))
                .isEqualTo("somebody: turned away: the charge is too old");
        decide(lost.id(), "not-given", "{\"note\":\"once more\"}").isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void whatTheProviderMayStillGiveIsNotForPeopleToDecide() {
        Refund young = parkedRefund(Duration.ofHours(2));

        decide(young.id(), "not-given", "{\"note\":\"nothing there\"}").isEqualTo(HttpStatus.CONFLICT);

        retryUntil("SELECT status FROM refund WHERE order_id = $1", young.orderId(), young.id(), "SUCCEEDED");
    }

    /** The provider is down for some attempts, and may have been asked so long ago. */
    private Refund parkedRefund(Duration age) {
        String order = captured("pm_sim_refundDown");
        var request = new RefundRequest(UUID.randomUUID(), order, new Money(500, "EUR"));
        Refund old = Refund.intended(request, Instant.now().minus(age), LEASE);
        refunds.addMissing(List.of(old))
                .then(refunds.setAside(List.of(old)))
                .as(transaction::transactional)
                .block(PATIENCE);
        awaitListed(old.id(), "refund", order);
        return old;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"note\":\" \"}", "{\"note\":\"a\\u0000b\"}"})
    void aDecisionNeedsANote(String body) {
        notTaken(UUID.randomUUID(), body).isBadRequest();
    }

    @Test
    void anUnknownPaymentIsNotFound() {
        notTaken(UUID.randomUUID(), "{\"note\":\"nothing there\"}").isNotFound();
        decide(UUID.randomUUID(), "not-given", "{\"note\":\"nothing there\"}").isNotFound();
    }

    /** The provider is down for some attempts, knows nothing of it, and may have been asked so long ago. */
    private Payment parked(Duration age) {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_sim_down", "");
        Instant asked = Instant.now().minus(age);
        Payment payment = Payment.intended(request, asked, LEASE).claimed(asked);
        payments.addMissing(List.of(payment)).block(PATIENCE);
        awaitListed(payment.id(), "payment", payment.orderId());
        return payment;
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=CAPTURED", "limit=0", "limit=101", "limit=x", "cursor=nonsense"})
    void badParametersAreNamed(String query) {
        caller("operator")
                .get()
                .uri("/api/admin/payments?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void onlyOperatorsMayLookAndRedrive() {
        String path = "/api/admin/payments";
        http().get().uri(path).exchange().expectStatus().isUnauthorized();
        caller("customer").get().uri(path).exchange().expectStatus().isForbidden();
        caller("customer")
                .post()
                .uri(path + "/" + UUID.randomUUID() + "/retry")
                .exchange()
                .expectStatus()
                .isForbidden();
        caller("customer")
                .post()
                .uri(path + "/" + UUID.randomUUID() + "/not-taken")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"note\":\"nothing there\"}")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private void awaitListed(UUID id, String kind, String order) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(listed())
                .contains("\"id\":\"" + id + "\",\"kind\":\"" + kind + "\",\"orderId\":\"" + order + "\""));
    }

    /** The provider is down for some attempts: each redrive is one. */
    private void retryUntil(String statusSql, String order, UUID id, String status) {
        String attempts = statusSql.replace("status", "attempts");
        while (text(statusSql, order).equals("PARKED")) {
            String before = text(attempts, order);
            retry(id.toString()).isAccepted();
            await().atMost(PATIENCE)
                    .until(() -> text(statusSql, order).equals(status)
                            || !text(attempts, order).equals(before));
        }
        assertThat(text(statusSql, order)).isEqualTo(status);
    }

    private String listed() {
        return String.valueOf(caller("operator")
                .get()
                .uri("/api/admin/payments?status=PARKED&limit=100")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private StatusAssertions notTaken(UUID id, String body) {
        return decide(id, "not-taken", body);
    }

    private StatusAssertions decide(UUID id, String decision, String body) {
        return caller("operator")
                .post()
                .uri("/api/admin/payments/" + id + "/" + decision)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus();
    }

    private StatusAssertions retry(String id) {
        return caller("operator")
                .post()
                .uri("/api/admin/payments/" + id + "/retry")
                .exchange()
                .expectStatus();
    }
}
