package dev.ares.order.interleaving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.order.adapter.postgres.StateJson;
import dev.ares.order.application.CancelOrder;
import dev.ares.order.application.HonourCancels;
import dev.ares.order.application.NewOrder;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.application.RequestRefund;
import dev.ares.order.application.SettleOrders;
import dev.ares.order.application.SettleRefunds;
import dev.ares.order.application.StartRefunds;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.ReturnedLine;
import dev.ares.order.domain.StockPolicy;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutOutcomes;
import dev.ares.order.saga.CheckoutState;
import dev.ares.order.saga.RefundCommand;
import dev.ares.order.saga.RefundOutcomes;
import dev.ares.order.saga.RefundSaga;
import dev.ares.order.saga.RefundState;
import dev.ares.order.saga.SagaCheckouts;
import dev.ares.order.saga.SagaRepayments;
import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaDefinition;
import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReply;
import dev.ares.saga.SagaTiming;
import dev.ares.test.time.SetClock;

/**
 * One order among the other services' {@link Books}, over a network that delays, repeats, reorders and loses. Engine, step
 * tables, listeners and use cases are the real ones.
 */
final class RandomShop {

    private final Books books;
    private final MemoryTransactions manager = new MemoryTransactions();
    private final TransactionalOperator transaction = TransactionalOperator.create(manager);
    private final List<Object> commandsUnderWay = new ArrayList<>();
    private final List<SagaReply> repliesUnderWay = new ArrayList<>();
    private final SagaOrchestrator<CheckoutState> checkout;
    private final SagaOrchestrator<RefundState> refund;
    private final CancelOrder cancel;
    private final RequestRefund request;
    private final OrderId id;
    private final SagaCheckouts checkouts;
    private final StartRefunds start;
    private final SetClock clock = new SetClock();

    final MemorySagas sagas = new MemorySagas();
    final MemoryOrders orders = new MemoryOrders();
    final MemoryRefunds refunds = new MemoryRefunds();

    RandomShop(Order order, Books books, SagaDefinition<CheckoutState, CheckoutCommand> table) {
        this.books = books;
        this.id = order.id();
        OrderSignals signals = new OrderSignals();
        SagaEngine engine = new SagaEngine(sagas, manager, SagaTiming.DEFAULT, clock);
        refund = engine.orchestrate(
                RefundSaga.REFUND,
                new StateJson<>(RefundState.class),
                this::send,
                new RefundOutcomes(new SettleRefunds(orders, refunds, signals, this::cancels, clock)));
        SagaRepayments repayments = new SagaRepayments(refund);
        start = new StartRefunds(orders, refunds, repayments, clock);
        checkout = engine.orchestrate(
                table,
                new StateJson<>(CheckoutState.class),
                this::send,
                new CheckoutOutcomes(new SettleOrders(orders, signals, clock), start));
        checkouts = new SagaCheckouts(checkout, any -> StockPolicy.ALL_OR_NOTHING);
        cancel = new CancelOrder(orders, checkouts, start, signals, transaction, clock);
        request = new RequestRefund(orders, refunds, checkouts, repayments, signals, transaction, clock);
        NewOrder placed = new NewOrder(order, "key", new byte[0], "pm", Optional.empty());
        run(orders.insert(List.of(placed)).then(checkouts.start(List.of(placed))));
    }

    private <C> Mono<Void> send(List<Dispatch<C>> dispatches) {
        return Mono.fromRunnable(() -> dispatches.forEach(dispatch -> commandsUnderWay.add(dispatch.command())));
    }

    private HonourCancels cancels() {
        return new HonourCancels(orders, refunds, checkouts, start);
    }

    Order order() {
        return Objects.requireNonNull(orders.stored.get(id));
    }

    /** One step of chance. */
    void act(int choice) {
        int pick = choice / 12;
        switch (choice % 12) {
            case 0, 1, 2 -> obey(pick, false);
            case 3 -> obey(pick, true);
            case 4, 5 -> reply(pick, false);
            case 6 -> replyTogether(1 + pick % 4);
            case 7 -> reply(pick, true);
            case 8 -> lose(pick % 2 == 0 ? commandsUnderWay : repliesUnderWay, pick);
            case 9 -> passTime(pick % 10 == 9 ? Duration.ofHours(pick % 4 - 2) : Duration.ofSeconds(2 * pick));
            case 10 -> run(request.request("op", "key " + UUID.randomUUID(), id, lines(pick)));
            default -> {
                if (pick % 4 == 0) {
                    run(cancel.cancel("ann", id));
                }
            }
        }
    }

    /** Everything arrives, and time passes, until nothing is left to do. */
    void calmDown() {
        for (int round = 0; round < 60 && !isAtRest(); round++) {
            while (!commandsUnderWay.isEmpty()) {
                obey(0, false);
            }
            while (!repliesUnderWay.isEmpty()) {
                reply(0, false);
            }
            passTime(Duration.ofSeconds(10));
        }
    }

    private boolean isAtRest() {
        return commandsUnderWay.isEmpty()
                && repliesUnderWay.isEmpty()
                && sagas.stored.values().stream().allMatch(saga -> saga.phase().isTerminal());
    }

    private List<ReturnedLine> lines(int pick) {
        return List.of(new ReturnedLine(pick % 2 == 0 ? "mug" : "pen", 1 + pick % 3));
    }

    private void obey(int pick, boolean keepACopy) {
        if (!commandsUnderWay.isEmpty()) {
            int index = pick % commandsUnderWay.size();
            Object command = keepACopy ? commandsUnderWay.get(index) : commandsUnderWay.remove(index);
            repliesUnderWay.addAll(
                    command instanceof CheckoutCommand ofCheckout
                            ? books.obey(ofCheckout)
                            : books.obey((RefundCommand) command));
        }
    }

    private void reply(int pick, boolean keepACopy) {
        if (!repliesUnderWay.isEmpty()) {
            int index = pick % repliesUnderWay.size();
            SagaReply reply = keepACopy ? repliesUnderWay.get(index) : repliesUnderWay.remove(index);
            run((reply.sagaId().equals(id.value()) ? checkout : refund).handle(List.of(reply)));
        }
    }

    /** In one transaction, as the service reads them: those to the checkout at once, then those to refunds. */
    private void replyTogether(int count) {
        List<SagaReply> batch = repliesUnderWay.subList(0, Math.min(count, repliesUnderWay.size()));
        Map<Boolean, List<SagaReply>> ofCheckout = batch.stream()
                .collect(Collectors.partitioningBy(reply -> reply.sagaId().equals(id.value())));
        run(checkout.handle(ofCheckout.getOrDefault(true, List.of()))
                .then(Mono.defer(() -> refund.handle(ofCheckout.getOrDefault(false, List.of())))));
        batch.clear();
    }

    private static void lose(List<?> underWay, int pick) {
        if (!underWay.isEmpty()) {
            underWay.remove(pick % underWay.size());
        }
    }

    private void passTime(Duration time) {
        clock.advance(time);
        checkout.sweep(100).block();
        refund.sweep(100).block();
    }

    private void run(Mono<?> work) {
        work.then().as(transaction::transactional).block();
    }
}
