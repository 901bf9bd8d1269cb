package dev.ares.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

import dev.ares.contracts.inventory.v1.ReleaseStock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** What operators see of sagas and do to them. */
class SagaAdminIT extends RunningService {

    @Test
    void listsRunningCheckoutsPageByPage() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            placed.add(body(place("ann", newKey(), order("pm_silent", "mug"), "wait=0"))
                    .path("id")
                    .asString());
        }

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = sagas("running", 1, cursor);
            page.path("items").forEach(saga -> listed.add(saga.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(placed);
        caller("op", "operator")
                .get()
                .uri("/api/admin/sagas?cursor=nonsense")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void pointsThatNobodyGivesBackWaitForAnOperatorAndDoNotKeepTheStock() {
        // given a checkout that has to give stock and points back, and nobody who answers about the points
        var declined = with(order("pm_card_chargeDeclined", "mug"), "redeemPoints", 250);
        String id = body(place(Participants.FORGOTTEN, newKey(), declined, "wait=0"))
                .path("id")
                .asString();

        // then it is parked with the reason, and the stock is released all the same
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(parked(id)).hasValueSatisfying(saga -> {
            assertThat(saga.path("parked").asString()).isEqualTo("no answer to 4 attempts: hold points");
            assertThat(saga.path("phase").asString()).isEqualTo("COMPENSATING");
        }));
        assertThat(participants.commandsFor(id)).hasAtLeastOneElementOfType(ReleaseStock.class);
        assertThat(events(Participants.FORGOTTEN, id)).contains("UNDONE", "PARKED");
        retry(id, "customer").expectStatus().isForbidden();

        // when user-service does its work again and an operator says so
        participants.giveBackAgain();
        retry(id, "operator").expectStatus().isAccepted();

        // then the order ends
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode order = get(Participants.FORGOTTEN, "/api/orders/" + id);
            assertThat(order.path("status").asString()).isEqualTo("CANCELLED");
            assertThat(order.path("reason").asString()).isEqualTo("PAYMENT_DECLINED");
        });
        assertThat(parked(id)).isEmpty();
        retry(id, "operator").expectStatus().isNotFound();
    }

    @Test
    void aParkedRefundNamesItsOrder() {
        String order = placed(Participants.UNADJUSTED, order("pm_card_visa", "mug"))
                .path("id")
                .asString();
        String refund = body(caller("op", "operator")
                        .post()
                        .uri("/api/orders/{id}/refunds", order)
                        .header("Idempotency-Key", newKey())
                        .bodyValue(Map.of("lines", List.of(Map.of("sku", "mug", "quantity", 1))))
                        .exchange()
                        .expectStatus()
                        .isAccepted())
                .path("id")
                .asString();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(parked(refund)).hasValueSatisfying(saga -> {
            assertThat(saga.path("saga").asString()).isEqualTo("refund");
            assertThat(saga.path("orderId").asString()).isEqualTo(order);
        }));
    }

    @Test
    void aCheckoutNamesItselfAsItsOrder() {
        String id = body(place("ann", newKey(), order("pm_silent", "mug"), "wait=0"))
                .path("id")
                .asString();

        assertThat(sagas("running", 100, "").path("items"))
                .filteredOn(saga -> saga.path("id").asString().equals(id))
                .extracting(saga -> saga.path("orderId").asString())
                .containsExactly(id);
    }

    @Test
    void everySagaIsDescribedStepByStep() {
        JsonNode described = body(caller("op", "operator")
                        .get()
                        .uri("/api/admin/sagas/definitions")
                        .exchange()
                        .expectStatus()
                        .isOk())
                .path("items");

        assertThat(described).extracting(saga -> saga.path("saga").asString()).containsExactly("checkout", "refund");
        assertThat(described.get(0).path("steps"))
                .extracting(
                        step -> step.path("name").asString(),
                        step -> step.path("kind").asString(),
                        step -> step.path("undo").asBoolean(),
                        step -> step.path("inAnyOrder").asBoolean())
                .containsExactly(
                        tuple("reserve stock", "COMPENSATABLE", true, true),
                        tuple("hold points", "COMPENSATABLE", true, true),
                        tuple("pay", "PIVOT", false, false),
                        tuple("announce confirmation", "TAIL", false, false));
        caller("ann", "customer")
                .get()
                .uri("/api/admin/sagas/definitions")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private WebTestClient.ResponseSpec retry(String id, String role) {
        return caller("op", role)
                .post()
                .uri("/api/admin/sagas/" + id + "/retry")
                .exchange();
    }

    private Optional<JsonNode> parked(String id) {
        return sagas("parked", 100, "")
                .path("items")
                .valueStream()
                .filter(saga -> saga.path("id").asString().equals(id))
                .findAny();
    }

    private JsonNode sagas(String status, int limit, String cursor) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/api/admin/sagas")
                .queryParam("status", status)
                .queryParam("limit", limit);
        if (!cursor.isEmpty()) {
            uri.queryParam("cursor", cursor);
        }
        return body(caller("op", "operator")
                .get()
                .uri(uri.toUriString())
                .exchange()
                .expectStatus()
                .isOk());
    }
}
