package dev.ares.inventory;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.messaging.OutgoingMessage;

import static org.awaitility.Awaitility.await;

/** What operators see of messages that were given up. */
class MessagesIT extends RunningService {

    private static final String MESSAGES = "/api/admin/messages/inventory-service";

    @Test
    void anOperatorReadsWhatWasParkedAndWhyAndIsToldThatItFailsAgain() {
        String order = UUID.randomUUID().toString();
        ReserveStock senseless = ReserveStock.newBuilder()
                .setOrderId(order)
                .addLines(ReservationLine.newBuilder().setSku("a-mug").setQuantity(-1))
                .build();
        send(List.of(OutgoingMessage.of(Topics.INVENTORY_COMMANDS, order, senseless)));

        String id = await().atMost(PATIENCE).until(() -> letterOf(order), found -> !found.isEmpty());

        String listed = "$.items[?(@.id == '" + id + "')]";
        operator()
                .get()
                .uri(MESSAGES + "?status=dead-letter&limit=100")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath(listed + ".type")
                .isEqualTo("ares.inventory.v1.ReserveStock")
                .jsonPath(listed + ".reader")
                .isEqualTo("inventory-service")
                .jsonPath(listed + ".payload.lines[0].sku")
                .isEqualTo("a-mug")
                .jsonPath(listed + ".reason")
                .isNotEmpty();
        operator()
                .post()
                .uri(MESSAGES + "/" + id + "/redrive")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://ares.dev/problems/failed-again");
    }

    @ParameterizedTest
    @CsvSource({
        "status=lost, status",
        "limit=0, limit",
        "limit=101, limit",
        "cursor=aGVsbG8, cursor",
        "cursor=!, cursor",
        // The end of the year 1000000000, and of the year -1000000000.
        "cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaIDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMA, cursor",
        "cursor=LTEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaIDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMA, cursor"
    })
    void aQueryThatMakesNoSenseIsRefusedByName(String query, String field) {
        operator()
                .get()
                .uri(MESSAGES + "?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"not-an-id", "00000000-0000-0000-0000-000000000001"})
    void whatWasNotGivenUpCannotBeRedriven(String id) {
        operator()
                .post()
                .uri(MESSAGES + "/" + id + "/redrive")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void othersThanOperatorsSeeNothing() {
        anybody().get().uri(MESSAGES).exchange().expectStatus().isUnauthorized();
        caller("customer").get().uri(MESSAGES).exchange().expectStatus().isForbidden();
        caller("customer")
                .post()
                .uri(MESSAGES + "/" + UUID.randomUUID() + "/redrive")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private WebTestClient operator() {
        return caller("operator");
    }

    private String letterOf(String key) {
        return database.sql("SELECT id::text FROM dead_letter WHERE key = $1")
                .bind(0, key)
                .mapValue(String.class)
                .one()
                .defaultIfEmpty("")
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
