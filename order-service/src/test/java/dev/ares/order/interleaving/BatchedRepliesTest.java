package dev.ares.order.interleaving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import com.google.protobuf.Message;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.StockCommitted;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.contracts.user.v1.PointsHeld;
import dev.ares.contracts.user.v1.PointsRefused;
import dev.ares.contracts.user.v1.PointsSettled;
import dev.ares.faults.Commits;
import dev.ares.faults.CrashPoints;
import dev.ares.faults.InjectedFaults;
import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.MessageObservations;
import dev.ares.messaging.Traces;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.messaging.reader.UnreliableReading;
import dev.ares.order.adapter.messaging.CheckoutReplies;
import dev.ares.order.adapter.messaging.RefundReplies;
import dev.ares.order.adapter.postgres.StateJson;
import dev.ares.order.application.NewOrder;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;
import dev.ares.order.domain.StockPolicy;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.CheckoutCommand.OrderConfirmed;
import dev.ares.order.saga.CheckoutCommand.Pay;
import dev.ares.order.saga.CheckoutCommand.ReleaseStock;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.order.saga.RefundSaga;
import dev.ares.order.saga.RefundState;
import dev.ares.order.saga.SagaCheckouts;
import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaInstance.Phase;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaTiming;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;

/** The replies that the service reads at once, from records to sagas: one lock and one save, whatever their types. */
class BatchedRepliesTest {

    private final MemorySagas sagas = new MemorySagas();
    private final MemoryTransactions manager = new MemoryTransactions();
    private final SagaEngine engine = new SagaEngine(sagas, manager, SagaTiming.DEFAULT, new SetClock());
    private final List<List<CheckoutCommand>> sent = new ArrayList<>();
    private final SagaOrchestrator<CheckoutState> checkout = engine.orchestrate(
            CheckoutSaga.CHECKOUT,
            new StateJson<>(CheckoutState.class),
            dispatches -> Mono.fromRunnable(() -> sent.add(dispatches.stream()
                    .<CheckoutCommand>map(dispatch -> dispatch.command())
                    .toList())),
            milestones -> Mono.empty());
    private final SagaOrchestrator<RefundState> refund = engine.orchestrate(
            RefundSaga.REFUND,
            new StateJson<>(RefundState.class),
            dispatches -> Mono.empty(),
            milestones -> Mono.empty());
    private final List<String> parked = new ArrayList<>();
    private final SubscriptionReader reader = reader();

    private final String paid = "00000000-0000-0000-0000-000000000001";
    private final String declined = "00000000-0000-0000-0000-000000000002";
    private final String held = "00000000-0000-0000-0000-000000000003";
    private final String tooFew = "00000000-0000-0000-0000-000000000004";

    @BeforeEach
    void fourCheckoutsWithTheirStock() {
        List<NewOrder> placed = Stream.of(order(paid, 0), order(declined, 0), order(held, 700), order(tooFew, 700))
                .map(order -> new NewOrder(order, "key", new byte[0], "pm", Optional.empty()))
                .toList();
        new SagaCheckouts(checkout, any -> StockPolicy.ALL_OR_NOTHING)
                .start(placed)
                .as(TransactionalOperator.create(manager)::transactional)
                .block();
        reader.read(Stream.of(paid, declined, held, tooFew)
                .map(id -> of(id, StockReserved.newBuilder().setOrderId(id).build()))
                .toList());
        sagas.locked.clear();
        sagas.saves = 0;
        sent.clear();
    }

    @Test
    void aBatchOfFourTypesLocksAndSavesOnce() {
        reader.read(List.of(
                of(paid, PaymentCaptured.newBuilder().setOrderId(paid).build()),
                of(declined, PaymentRefused.newBuilder().setOrderId(declined).build()),
                of(held, PointsHeld.newBuilder().setOrderId(held).build()),
                of(tooFew, PointsRefused.newBuilder().setOrderId(tooFew).build())));

        assertThat(sagas.locked).containsExactly("checkout");
        assertThat(sagas.saves).isEqualTo(1);
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0))
                .hasOnlyElementsOfTypes(OrderConfirmed.class, ReleaseStock.class, Pay.class)
                .hasSize(4);
    }

    @Test
    void anOrderWhoseAcknowledgementsComeTogetherIsWrittenOnce() {
        reader.read(
                List.of(of(paid, PaymentCaptured.newBuilder().setOrderId(paid).build())));
        sagas.saves = 0;

        reader.read(List.of(
                of(paid, PointsSettled.newBuilder().setOrderId(paid).build()),
                of(paid, StockCommitted.newBuilder().setOrderId(paid).build())));

        assertThat(sagas.saves).isEqualTo(1);
        assertThat(phase(paid)).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void repliesToRefundsAreLockedOnceTooAndAfterThoseToCheckouts() {
        String refunded = UUID.randomUUID().toString();
        reader.read(List.of(
                of(
                        held,
                        PaymentRefunded.newBuilder()
                                .setOrderId(held)
                                .setRefundId(refunded)
                                .build()),
                of(
                        held,
                        RefundRefused.newBuilder()
                                .setOrderId(held)
                                .setRefundId(refunded)
                                .build()),
                of(paid, PaymentCaptured.newBuilder().setOrderId(paid).build())));

        assertThat(sagas.locked).containsExactly("checkout", "refund");
    }

    @Test
    void aReplyAtFaultIsParkedAloneAndThoseOfItsBatchAreApplied() {
        reader.read(List.of(
                of(paid, PaymentCaptured.newBuilder().setOrderId(paid).build()),
                of("no order", PointsHeld.newBuilder().setOrderId("no order").build()),
                of(declined, PaymentRefused.newBuilder().setOrderId(declined).build())));

        assertThat(parked).containsExactly("no order");
        assertThat(phase(paid)).isEqualTo(Phase.FINISHING);
        assertThat(phase(declined)).isEqualTo(Phase.COMPENSATING);
    }

    private Phase phase(String order) {
        return Objects.requireNonNull(sagas.stored.get(UUID.fromString(order))).phase();
    }

    private SubscriptionReader reader() {
        OrderSignals signals = new OrderSignals();
        return new SubscriptionReader(
                new CheckoutReplies(checkout, signals)
                        .subscription("order-service", new RefundReplies(refund, signals)),
                (name, ids) -> Mono.just(new HashSet<>(ids)),
                new Commits(manager, InjectedFaults.NONE, new CrashPoints()),
                (of, letter, reason) -> parked.add(letter.key()),
                new MessageMetrics(new SimpleMeterRegistry()),
                new MessageObservations(ObservationRegistry.NOOP, new Traces(context -> null)),
                new UnreliableReading(InjectedFaults.NONE));
    }

    private static ReceivedRecord of(String key, Message body) {
        Map<String, String> headers = Map.of(
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_type",
                body.getDescriptorForType().getFullName());
        return new ReceivedRecord("replies/0@1", key, headers, body.toByteArray());
    }

    private static Order order(String id, long points) {
        return new Order(
                new OrderId(UUID.fromString(id)),
                "ann",
                OrderStatus.PENDING,
                null,
                List.of(new OrderLine("mug", 1, new Money(1250, "EUR"))),
                new Money(1250 - points, "EUR"),
                points,
                Money.zero("EUR"),
                false,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
