package dev.ares.order;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.payment.v1.Pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CancelOrderIT extends RunningService {

    @Autowired
    private DatabaseClient database;

    @Test
    void undoesACheckoutThatIsNotYetPaying() {
        String id = pending(order("pm_card_visa", "unanswered"));

        JsonNode answer = cancel(id);

        assertThat(answer.path("cancelRequested").asBoolean()).isTrue();
        JsonNode ended = awaitEnd(id);
        assertThat(ended.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(ended.path("reason").asString()).isEqualTo("CANCELLED_BY_CUSTOMER");
        assertThat(participants.commandsFor(id)).hasAtLeastOneElementOfType(ReleaseStock.class);
        assertThat(cancel(id).path("status").asString()).as("a repeated cancel").isEqualTo("CANCELLED");
    }

    @Test
    void isRecordedOnceThePaymentIsUnderWay() {
        String id = pending(order("pm_silent", "mug"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(participants.commandsFor(id)).hasAtLeastOneElementOfType(Pay.class));

        cancel(id);

        assertThat(get("ann", "/api/orders/" + id).path("status").asString()).isEqualTo("PENDING");
        assertThat(events("ann", id)).contains("CANCEL_RECORDED");
    }

    @Test
    void becomesARefundOfAConfirmedOrder() {
        String id = placed("ann", order("pm_card_visa", "mug")).path("id").asString();

        assertThat(cancel(id).path("cancelRequested").asBoolean()).isTrue();
        cancel(id);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        get("ann", "/api/orders/" + id).path("status").asString())
                .isEqualTo("REFUNDED"));
        JsonNode order = get("ann", "/api/orders/" + id);
        assertThat(order.path("refunded")).isEqualTo(order.path("total"));
        assertThat(get("ann", "/api/orders/" + id + "/refunds").path("items")).hasSize(1);
    }

    @Test
    void isNobodyElsesBusiness() {
        String id = placed("ann", order("pm_card_visa", "mug")).path("id").asString();

        customer("eve")
                .post()
                .uri("/api/orders/{id}/cancel", id)
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(get("ann", "/api/orders/" + id).path("cancelRequested").asBoolean())
                .isFalse();
    }

    @Test
    void isUnavailableWhileTheCheckoutCannotBeRead() {
        String id = pending(order("pm_card_visa", "unanswered"));
        byte[] state = writeState(id, new byte[] {1});

        customer("ann")
                .post()
                .uri("/api/orders/{id}/cancel", id)
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "60");

        assertThat(get("ann", "/api/orders/" + id).path("cancelRequested").asBoolean())
                .as("nothing was accepted, so nothing is recorded")
                .isFalse();
        writeState(id, state);
        cancel(id);
    }

    /** What was there before. */
    private byte[] writeState(String id, byte[] state) {
        byte[] before = database.sql("SELECT state FROM saga_instance WHERE id = :id")
                .bind("id", UUID.fromString(id))
                .mapValue(byte[].class)
                .one()
                .blockOptional(PATIENCE)
                .orElseThrow();
        database.sql("UPDATE saga_instance SET state = :state WHERE id = :id")
                .bind("state", state)
                .bind("id", UUID.fromString(id))
                .fetch()
                .rowsUpdated()
                .block(PATIENCE);
        return before;
    }

    private String pending(Object body) {
        return body(place("ann", newKey(), body, "wait=0").expectStatus().isAccepted())
                .path("id")
                .asString();
    }

    private JsonNode cancel(String id) {
        return body(customer("ann")
                .post()
                .uri("/api/orders/{id}/cancel", id)
                .exchange()
                .expectStatus()
                .isAccepted());
    }

    private JsonNode awaitEnd(String id) {
        return await().atMost(PATIENCE).until(() -> get("ann", "/api/orders/" + id), order -> !order.path("status")
                .asString()
                .equals("PENDING"));
    }
}
