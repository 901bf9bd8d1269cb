package dev.ares.inventory;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Redis is out of reach from the first moment on: nobody notices. */
@TestPropertySource(properties = "ARES_REDIS_PORT=1")
@LocalInfrastructure(database = "inventory", isolated = true)
class WithoutRedisIT extends RunningService {

    @Test
    void listsFetchesAndReserves() {
        addProduct("plain-mug", 4);

        for (int time = 0; time < 3; time++) {
            anybody()
                    .get()
                    .uri("/api/products")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.items[0].available")
                    .isEqualTo(4);
        }
        UUID order = UUID.randomUUID();
        ReserveStock reserve = ReserveStock.newBuilder()
                .setOrderId(order.toString())
                .addLines(ReservationLine.newBuilder().setSku("plain-mug").setQuantity(4))
                .build();
        send(List.of(OutgoingMessage.of(Topics.INVENTORY_COMMANDS, order.toString(), reserve)));

        assertThat(replies.awaitLast(order, 1)).isInstanceOf(StockReserved.class);
        await().atMost(PATIENCE).untilAsserted(() -> anybody()
                .get()
                .uri("/api/products")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].available")
                .isEqualTo(0));
        anybody().get().uri("/healthz/readiness").exchange().expectStatus().isOk();
    }
}
