package dev.ares.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.JsonNode;

import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.payment.v1.RefundPayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Refunds from the request to their end, over real PostgreSQL and Kafka. */
class RefundIT extends RunningService {

    @Autowired
    TransactionalOperator transaction;

    @Test
    void givesLinesBackOneByOneUntilTheOrderIsRefunded() {
        String id = placed("ann", with(order("pm_card_visa", "mug", "tray"), "redeemPoints", 1000))
                .path("id")
                .asString();

        JsonNode first =
                body(refund(id, newKey(), line("mug", 1)).expectStatus().isAccepted());
        assertThat(first.path("orderId").asString()).isEqualTo(id);
        assertThat(first.path("status").asString()).isEqualTo("PENDING");
        // 12.50 of 20.00 are returned, for which 10.00 and 1000 points were given: half of it in money.
        assertThat(first.path("amount").toString()).isEqualTo("{\"amount\":625,\"currency\":\"EUR\"}");
        assertThat(first.path("returnedPoints").asLong()).isEqualTo(625);
        awaitRefunded(id, 625);
        assertThat(get("ann", "/api/orders/" + id).path("status").asString()).isEqualTo("CONFIRMED");

        JsonNode second =
                body(refund(id, newKey(), line("tray", 1)).expectStatus().isAccepted());
        assertThat(second.path("amount").path("amount").asLong()).isEqualTo(375);
        awaitRefunded(id, 1000);

        assertThat(get("ann", "/api/orders/" + id).path("status").asString()).isEqualTo("REFUNDED");
        refused(refund(id, newKey(), line("mug", 1)), 422, "lines[0].quantity");
        assertThat(get("ann", "/api/orders/" + id + "/refunds").path("items"))
                .extracting(refund -> refund.path("status").asString())
                .containsExactly("SUCCEEDED", "SUCCEEDED");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events("ann", id))
                .containsSubsequence("COMPLETED", "RefundStarted", "PaymentRefunded", "OrderRefunded", "COMPLETED"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(participants.commandsFor(id))
                .filteredOn(OrderRefunded.class::isInstance)
                .extracting(event -> ((OrderRefunded) event).getReturnedPoints())
                .containsExactly(625L, 375L));
    }

    @Test
    void aRefusedRefundLeavesTheOrderAsItWas() {
        String id =
                placed("ann", order("pm_card_visa", "mug", "pen")).path("id").asString();

        String refund = body(refund(id, newKey(), line("pen", 1)).expectStatus().isAccepted())
                .path("id")
                .asString();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        refunds(id).get(0).path("reason").asString(""))
                .isEqualTo("REFUND_REFUSED"));
        assertThat(refunds(id).get(0).path("id").asString()).isEqualTo(refund);
        JsonNode order = get("ann", "/api/orders/" + id);
        assertThat(order.path("refunded").path("amount").asLong()).isZero();
        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(participants.commandsFor(id)).noneMatch(OrderRefunded.class::isInstance);
        assertThat(events("ann", id)).endsWith("RefundRefused");

        refund(id, newKey(), line("pen", 1), line("mug", 1)).expectStatus().isAccepted();
        awaitRefunded(id, 1449);
    }

    @Test
    void givesPointsBackWhereNoMoneyIsLeft() {
        String id = placed("ann", with(order("pm_card_visa", "pen", "tray"), "redeemPoints", 948))
                .path("id")
                .asString();
        refund(id, newKey(), line("pen", 1)).expectStatus().isAccepted();
        awaitRefunded(id, 1);

        JsonNode second =
                body(refund(id, newKey(), line("tray", 1)).expectStatus().isAccepted());

        assertThat(second.path("amount").path("amount").asLong()).isZero();
        assertThat(second.path("returnedPoints").asLong()).isEqualTo(750);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        get("ann", "/api/orders/" + id).path("status").asString())
                .isEqualTo("REFUNDED"));
        assertThat(participants.commandsFor(id))
                .filteredOn(RefundPayment.class::isInstance)
                .hasSize(1);
    }

    @Test
    void isStartedByTheCompletionOfTheCheckout() {
        String customer = Participants.UNSETTLED;
        String id =
                placed(customer, order("pm_card_visa", "mug", "pen")).path("id").asString();
        body(refund(id, newKey(), line("mug", 1)).expectStatus().isAccepted());
        customer(customer)
                .post()
                .uri("/api/orders/{id}/cancel", id)
                .exchange()
                .expectStatus()
                .isAccepted();
        assertThat(participants.commandsFor(id)).noneMatch(RefundPayment.class::isInstance);
        assertThat(get(customer, "/api/orders/" + id + "/refunds").path("items"))
                .hasSize(1);

        transaction.transactional(participants.settle(id)).block(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        get(customer, "/api/orders/" + id + "/refunds").path("items"))
                .as("the operator's, and the cancel's of what is left, which the provider refuses")
                .extracting(refund -> refund.path("status").asString())
                .containsExactly("SUCCEEDED", "REFUSED"));
        assertThat(get(customer, "/api/orders/" + id).path("status").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void whatARefusedRefundLeftOfACancelledOrderIsGivenBackByTheCancel() {
        String customer = Participants.UNSETTLED;
        String id =
                placed(customer, order("pm_card_visa", "mug", "pen")).path("id").asString();
        body(refund(id, newKey(), line("pen", 1)).expectStatus().isAccepted());
        cancel(customer, id);

        transaction.transactional(participants.settle(id)).block(PATIENCE);

        awaitRefunds(customer, id, "PENDING", 0);
        assertThat(linesOfRefunds(customer, id))
                .as("the operator's, the cancel's of what it left, and the cancel's of what was refused meanwhile")
                .containsExactlyInAnyOrder("pen REFUSED", "mug SUCCEEDED", "pen REFUSED");

        cancel(customer, id);

        awaitRefunds(customer, id, "REFUSED", 3);
        assertThat(linesOfRefunds(customer, id))
                .as("tried once more")
                .hasSize(4)
                .endsWith("pen REFUSED");
    }

    private void cancel(String customer, String id) {
        customer(customer)
                .post()
                .uri("/api/orders/{id}/cancel", id)
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    private void awaitRefunds(String customer, String id, String status, int number) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(linesOfRefunds(customer, id))
                .hasSizeGreaterThanOrEqualTo(3)
                .filteredOn(line -> line.endsWith(status))
                .hasSize(number));
    }

    private List<String> linesOfRefunds(String customer, String id) {
        List<String> lines = new ArrayList<>();
        get(customer, "/api/orders/" + id + "/refunds")
                .path("items")
                .forEach(refund ->
                        lines.add(refund.path("lines").path(0).path("sku").asString() + " "
                                + refund.path("status").asString()));
        return lines;
    }

    @Test
    void isMadeOncePerKey() {
        String id =
                placed("ann", order("pm_card_visa", "mug", "pen")).path("id").asString();
        String key = newKey();
        String first = body(refund(id, key, line("mug", 1)).expectStatus().isAccepted())
                .path("id")
                .asString();

        assertThat(body(refund(id, key, line("mug", 1)).expectStatus().isAccepted())
                        .path("id")
                        .asString())
                .isEqualTo(first);
        refused(refund(id, key, line("pen", 1)), 422, "Idempotency-Key");
        assertThat(refunds(id)).hasSize(1);
    }

    @Test
    void refusesWhatDoesNotFitTheOrder() {
        String id = placed("ann", order("pm_card_visa", "mug")).path("id").asString();
        refused(refund(id, newKey(), line("mug", 2)), 422, "lines[0].quantity");
        refused(refund(id, newKey(), line("mug", 1), line("cup", 1)), 422, "lines[1].sku");
        refused(refund(id, newKey(), line("mug", 0)), 400, "lines[0].quantity");
        refused(refund(id, newKey(), line("mug", 1), line("mug", 1)), 400, "lines[1].sku");
        refused(refund(id, newKey()), 400, "lines");
        refund("no-such-id", newKey(), line("mug", 1)).expectStatus().isNotFound();
        refund("018f0000-0000-7000-8000-000000000000", newKey(), line("mug", 1))
                .expectStatus()
                .isNotFound();
        String cancelled =
                placed("ann", order("pm_card_visa", "scarce")).path("id").asString();
        refund(cancelled, newKey(), line("scarce", 1)).expectStatus().isEqualTo(409);
        assertThat(refunds(id)).isEmpty();
    }

    @Test
    void isForOperatorsAndSeenByTheCustomer() {
        String id = placed("ann", order("pm_card_visa", "mug")).path("id").asString();
        refund(customer("ann"), id, newKey(), line("mug", 1)).expectStatus().isForbidden();
        customer("eve")
                .get()
                .uri("/api/orders/{id}/refunds", id)
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(get("ann", "/api/orders/" + id + "/refunds").path("items")).isEmpty();
    }

    private void awaitRefunded(String id, long amount) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get("ann", "/api/orders/" + id)
                        .path("refunded")
                        .path("amount")
                        .asLong())
                .isEqualTo(amount));
    }

    private JsonNode refunds(String id) {
        return body(caller("op", "operator")
                        .get()
                        .uri("/api/orders/{id}/refunds", id)
                        .exchange()
                        .expectStatus()
                        .isOk())
                .path("items");
    }

    @SafeVarargs
    private WebTestClient.ResponseSpec refund(String id, String key, Map<String, Object>... lines) {
        return refund(caller("op", "operator"), id, key, lines);
    }

    @SafeVarargs
    private static WebTestClient.ResponseSpec refund(
            WebTestClient caller, String id, String key, Map<String, Object>... lines) {
        return caller.post()
                .uri("/api/orders/{id}/refunds", id)
                .header("Idempotency-Key", key)
                .bodyValue(Map.of("lines", List.of(lines)))
                .exchange();
    }

    private static Map<String, Object> line(String sku, int quantity) {
        return Map.of("sku", sku, "quantity", quantity);
    }

    private static void refused(WebTestClient.ResponseSpec answer, int status, String field) {
        assertThat(body(answer.expectStatus().isEqualTo(status))
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo(field);
    }
}
