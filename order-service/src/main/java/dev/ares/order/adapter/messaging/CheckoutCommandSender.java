package dev.ares.order.adapter.messaging;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaCommands;

/** Writes the checkout's commands into the local message table. */
public final class CheckoutCommandSender implements SagaCommands<CheckoutCommand> {

    /**
     * From this attempt on a command is written only when no earlier one waits to be sent. The one before is written in
     * any case: what waits may belong to a process that died, whose lease is longer than the step's deadline.
     */
    private static final int CAREFUL_FROM = 3;

    private final Outbox outbox;

    public CheckoutCommandSender(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> send(List<Dispatch<CheckoutCommand>> dispatches) {
        List<OutgoingMessage> first = messages(dispatches, dispatch -> dispatch.attempt() < CAREFUL_FROM);
        List<OutgoingMessage> again = messages(dispatches, dispatch -> dispatch.attempt() >= CAREFUL_FROM);
        return outbox.withoutWaiting(again)
                .flatMap(needed -> outbox.append(
                        Stream.concat(first.stream(), needed.stream()).toList()));
    }

    private static List<OutgoingMessage> messages(
            List<Dispatch<CheckoutCommand>> dispatches, Predicate<Dispatch<CheckoutCommand>> which) {
        return dispatches.stream()
                .filter(which)
                .map(Dispatch::command)
                .map(command -> OutgoingMessage.of(
                        CommandMessages.topic(command), command.orderId().toString(), CommandMessages.body(command)))
                .toList();
    }
}
