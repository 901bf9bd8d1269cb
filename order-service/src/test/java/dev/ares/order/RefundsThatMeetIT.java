package dev.ares.order;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Two refunds of the same piece, one of another, a cancel and the completion of the checkout, all at the same moment. */
class RefundsThatMeetIT extends RunningService {

    private static final int ORDERS = 20;
    private static final int ORDERS_AT_ONCE = 4;

    @Autowired
    private TransactionalOperator transaction;

    @Test
    void everyPieceComesBackOnceAndNoRefundIsLeftBehind() {
        List<String> orders = IntStream.range(0, ORDERS)
                .mapToObj(i -> placed(Participants.UNSETTLED, order("pm_card_visa", "mug", "tray"))
                        .path("id")
                        .asString())
                .toList();

        Flux.fromIterable(orders)
                .flatMap(
                        id -> Flux.merge(
                                atOnce(() -> refund(id, "mug")),
                                atOnce(() -> refund(id, "mug")),
                                atOnce(() -> refund(id, "tray")),
                                atOnce(() -> cancel(id)),
                                transaction.transactional(participants.settle(id))),
                        ORDERS_AT_ONCE)
                .blockLast(PATIENCE);

        orders.forEach(id -> await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode order = get(Participants.UNSETTLED, "/api/orders/" + id);
            assertThat(order.path("status").asString())
                    .as("its cancel gives back what the refunds left, the refunds are %s", refunds(id))
                    .isEqualTo("REFUNDED");
            assertThat(order.path("refunded")).isEqualTo(order.path("total"));
        }));
        orders.forEach(id -> assertThat(refunds(id))
                .allSatisfy(
                        refund -> assertThat(refund.path("status").asString()).isEqualTo("SUCCEEDED"))
                .flatExtracting(refund -> refund.path("lines").valueStream().toList())
                .extracting(line -> line.path("sku").asString(), line -> line.path("quantity")
                        .asInt())
                .containsExactlyInAnyOrder(tuple("mug", 1), tuple("tray", 1)));
    }

    private static <T> Mono<T> atOnce(Callable<T> request) {
        return Mono.fromCallable(request).subscribeOn(Schedulers.boundedElastic());
    }

    /** Accepted, or refused because the piece is on its way back already. */
    private int refund(String id, String sku) {
        int status = caller("op", "operator")
                .post()
                .uri("/api/orders/{id}/refunds", id)
                .header("Idempotency-Key", newKey())
                .bodyValue(Map.of("lines", List.of(Map.of("sku", sku, "quantity", 1))))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
        assertThat(status).isIn(202, 422);
        return status;
    }

    private int cancel(String id) {
        return customer(Participants.UNSETTLED)
                .post()
                .uri("/api/orders/{id}/cancel", id)
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private List<JsonNode> refunds(String id) {
        return get(Participants.UNSETTLED, "/api/orders/" + id + "/refunds")
                .path("items")
                .valueStream()
                .toList();
    }
}
