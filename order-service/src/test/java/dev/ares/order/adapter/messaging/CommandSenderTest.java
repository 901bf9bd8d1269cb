package dev.ares.order.adapter.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutCommand.ReleaseStock;
import dev.ares.saga.Dispatch;

import static org.assertj.core.api.Assertions.assertThat;

class CommandSenderTest {

    private final List<OutgoingMessage> waiting = new ArrayList<>();
    private final CommandSender<CheckoutCommand> sender = CommandSender.ofCheckouts(new Waiting());

    @Test
    void repetitionsDoNotPileUpWhileNothingLeaves() {
        for (int attempt = 1; attempt < 20; attempt++) {
            send(1, attempt);
        }

        assertThat(waiting).as("the command, and once more at its deadline").hasSize(2);
    }

    @Test
    void whatHasLeftIsRepeated() {
        send(1, 1);
        waiting.clear();
        send(1, 3);
        send(2, 3);

        assertThat(waiting).extracting(OutgoingMessage::key).containsExactly(id(1).toString(), id(2).toString());
    }

    private void send(long order, int attempt) {
        CheckoutCommand release = new ReleaseStock(id(order));
        sender.send(List.of(new Dispatch<>(id(order), "reserve stock", attempt, release)))
                .block();
    }

    private static UUID id(long order) {
        return new UUID(0, order);
    }

    /** A message table from which nothing leaves. */
    private final class Waiting implements Outbox {

        @Override
        public Mono<Void> append(List<OutgoingMessage> messages) {
            return Mono.fromRunnable(() -> waiting.addAll(messages));
        }

        @Override
        public Mono<List<OutgoingMessage>> withoutWaiting(List<OutgoingMessage> repetitions) {
            return Mono.just(repetitions.stream()
                    .filter(message -> waiting.stream()
                            .noneMatch(other -> other.key().equals(message.key())
                                    && other.type().equals(message.type())))
                    .toList());
        }
    }
}
