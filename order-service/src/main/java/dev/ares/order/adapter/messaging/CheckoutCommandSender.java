package dev.ares.order.adapter.messaging;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaCommands;

/** Writes the checkout's commands into the local message table. */
public final class CheckoutCommandSender implements SagaCommands<CheckoutCommand> {

    private final Outbox outbox;

    public CheckoutCommandSender(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> send(List<Dispatch<CheckoutCommand>> dispatches) {
        List<OutgoingMessage> messages = dispatches.stream()
                .map(Dispatch::command)
                .map(command -> OutgoingMessage.of(
                        CommandMessages.topic(command), command.orderId().toString(), CommandMessages.body(command)))
                .toList();
        return outbox.append(messages);
    }
}
