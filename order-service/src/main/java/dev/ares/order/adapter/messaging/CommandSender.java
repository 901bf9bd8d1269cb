package dev.ares.order.adapter.messaging;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.RefundCommand;
import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaCommands;

/** Writes a saga's commands into the local message table. */
public final class CommandSender<C> implements SagaCommands<C> {

    /**
     * From this attempt on a command is written only when no earlier one waits to be sent. The one before is written in
     * any case: what waits may belong to a process that died, whose lease (20 s) is longer than
     * {@code ares.saga.resend-after}.
     */
    private static final int CAREFUL_FROM = 3;

    private final Outbox outbox;
    private final Function<C, OutgoingMessage> message;

    private CommandSender(Outbox outbox, Function<C, OutgoingMessage> message) {
        this.outbox = outbox;
        this.message = message;
    }

    public static CommandSender<CheckoutCommand> ofCheckouts(Outbox outbox) {
        return new CommandSender<>(outbox, CommandMessages::of);
    }

    public static CommandSender<RefundCommand> ofRefunds(Outbox outbox) {
        return new CommandSender<>(outbox, RefundMessages::of);
    }

    @Override
    public Mono<Void> send(List<Dispatch<C>> dispatches) {
        List<OutgoingMessage> first = messages(dispatches, dispatch -> dispatch.attempt() < CAREFUL_FROM);
        List<OutgoingMessage> again = messages(dispatches, dispatch -> dispatch.attempt() >= CAREFUL_FROM);
        return outbox.withoutWaiting(again)
                .flatMap(needed -> outbox.append(
                        Stream.concat(first.stream(), needed.stream()).toList()));
    }

    private List<OutgoingMessage> messages(List<Dispatch<C>> dispatches, Predicate<Dispatch<C>> which) {
        return dispatches.stream()
                .filter(which)
                .map(Dispatch::command)
                .map(message)
                .toList();
    }
}
