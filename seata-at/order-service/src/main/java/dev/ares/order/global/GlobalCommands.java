package dev.ares.order.global;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import reactor.core.publisher.Mono;

import dev.ares.messaging.AfterCommit;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaCommands;

/**
 * Hands checkouts to whoever decides them once they are committed, and writes the rest into the message table. A checkout
 * that is lost in memory is dispatched again at its deadline.
 */
final class GlobalCommands implements SagaCommands<GlobalCommand> {

    private final SagaCommands<CheckoutCommand> messages;
    private final Consumer<Dispatch<GlobalCommand.Transact>> checkouts;

    GlobalCommands(SagaCommands<CheckoutCommand> messages, Consumer<Dispatch<GlobalCommand.Transact>> checkouts) {
        this.messages = messages;
        this.checkouts = checkouts;
    }

    @Override
    public Mono<Void> send(List<Dispatch<GlobalCommand>> dispatches) {
        List<Dispatch<GlobalCommand.Transact>> toDecide = new ArrayList<>();
        List<Dispatch<CheckoutCommand>> toSend = new ArrayList<>();
        for (Dispatch<GlobalCommand> dispatch : dispatches) {
            if (dispatch.command() instanceof GlobalCommand.Transact transact) {
                toDecide.add(with(dispatch, transact));
            } else if (dispatch.command() instanceof GlobalCommand.Send send) {
                toSend.add(with(dispatch, send.message()));
            }
        }
        Mono<Void> sent = toSend.isEmpty() ? Mono.empty() : messages.send(toSend);
        return sent.then(AfterCommit.run(() -> toDecide.forEach(checkouts)));
    }

    private static <C> Dispatch<C> with(Dispatch<?> dispatch, C command) {
        return new Dispatch<>(dispatch.sagaId(), dispatch.step(), dispatch.attempt(), command);
    }
}
