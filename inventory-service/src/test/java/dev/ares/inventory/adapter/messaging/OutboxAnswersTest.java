package dev.ares.inventory.adapter.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.inventory.domain.ReservationAnswer.Committed;
import dev.ares.inventory.domain.ReservationAnswer.Reserved;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class OutboxAnswersTest {

    private final List<List<OutgoingMessage>> appended = new ArrayList<>();
    private final OutboxAnswers answers = new OutboxAnswers(new Outbox() {
        @Override
        public Mono<Void> append(List<OutgoingMessage> messages) {
            return Mono.fromRunnable(() -> appended.add(messages));
        }

        @Override
        public Mono<List<OutgoingMessage>> withoutWaiting(List<OutgoingMessage> repetitions) {
            return Mono.just(repetitions);
        }
    });

    @Test
    void answersAndHowStockStandsAreOneAppend() {
        UUID reserved = UUID.randomUUID();
        UUID committed = UUID.randomUUID();

        answers.send(
                        List.of(new Reserved(reserved), new Committed(committed)),
                        List.of(new StockLevel(new Sku("mug"), 3, 2, 1, 7)))
                .block();

        assertThat(appended).hasSize(1);
        assertThat(appended.get(0))
                .extracting(OutgoingMessage::topic, OutgoingMessage::key)
                .containsExactlyInAnyOrder(
                        tuple(Topics.ORDER_REPLIES, reserved.toString()),
                        tuple(Topics.ORDER_REPLIES, committed.toString()),
                        tuple(Topics.INVENTORY_EVENTS, "mug"));
    }
}
