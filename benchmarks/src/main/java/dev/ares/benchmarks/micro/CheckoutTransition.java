package dev.ares.benchmarks.micro;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.adapter.messaging.CommandSender;
import dev.ares.order.adapter.postgres.StateJson;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.StockPolicy;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.saga.SagaCommands;
import dev.ares.saga.SagaInput.Replied;
import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaReply.Done;
import dev.ares.saga.SagaTiming;
import dev.ares.saga.SagaTransitions;
import dev.ares.saga.Transition;

/** Stock is reserved: the checkout of an order of two lines goes on to its payment. */
@State(Scope.Thread)
public class CheckoutTransition {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final SagaTransitions<CheckoutState, CheckoutCommand> transitions =
            new SagaTransitions<>(CheckoutSaga.CHECKOUT, SagaTiming.DEFAULT);
    private final StateJson<CheckoutState> codec = new StateJson<>(CheckoutState.class);
    private final Written written = new Written();
    private final SagaCommands<CheckoutCommand> commands = CommandSender.ofCheckouts(written);
    private final Replied reserved = new Replied(CheckoutSaga.RESERVE_STOCK, new Done());
    private final CheckoutState state;
    private final byte[] stored;
    private final SagaInstance<CheckoutState> begun;
    private final SagaInstance<byte[]> row;

    public CheckoutTransition() {
        UUID order = UUID.fromString("7f3c1a52-9a56-4a5e-8a7d-0d1b6f6b9c11");
        var price = new Money(1999, "EUR");
        state = new CheckoutState(
                order,
                "user-1",
                List.of(new OrderLine("sku-1", 1, price), new OrderLine("sku-2", 2, price)),
                price.times(3),
                0,
                "pm_card_visa",
                "somebody@example.org",
                StockPolicy.ALL_OR_NOTHING);
        stored = codec.encode(state);
        begun = transitions.begin(order, state, NOW).instance();
        row = begun.withState(stored);
        requireThatItPays(transition());
    }

    private static void requireThatItPays(Transition<CheckoutState, CheckoutCommand> transition) {
        if (transition.dispatches().stream().noneMatch(dispatch -> dispatch.command() instanceof CheckoutCommand.Pay)) {
            throw new IllegalStateException("commands: " + transition.dispatches() + " (expected: Pay)");
        }
    }

    /** The rules alone: a reply in, the next state, the timeline's entries and the command out. */
    @Benchmark
    public Transition<CheckoutState, CheckoutCommand> transition() {
        return transitions.apply(begun, reserved, NOW);
    }

    /** What a reply costs around them without a database: the state read, the command made into a message. */
    @Benchmark
    public List<OutgoingMessage> reply() {
        SagaInstance<CheckoutState> loaded = row.withState(codec.decode(row.state()));
        Transition<CheckoutState, CheckoutCommand> next = transitions.apply(loaded, reserved, NOW);
        commands.send(next.dispatches()).subscribe();
        return written.last;
    }

    /** What is to be compared with: reading the state, as for each reply. */
    @Benchmark
    public CheckoutState read() {
        return codec.decode(stored);
    }

    /** And writing it, once for a checkout. */
    @Benchmark
    public byte[] write() {
        return codec.encode(state);
    }

    /** Keeps what was written last. */
    private static final class Written implements Outbox {

        private List<OutgoingMessage> last = List.of();

        @Override
        public Mono<Void> append(List<OutgoingMessage> messages) {
            last = messages;
            return Mono.empty();
        }

        @Override
        public Mono<List<OutgoingMessage>> withoutWaiting(List<OutgoingMessage> repetitions) {
            return Mono.just(repetitions);
        }
    }
}
