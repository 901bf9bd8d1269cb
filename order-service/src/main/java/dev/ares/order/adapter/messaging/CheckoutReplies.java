package dev.ares.order.adapter.messaging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.StockCommitted;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.contracts.inventory.v1.StockReleased;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.contracts.user.v1.PointsHeld;
import dev.ares.contracts.user.v1.PointsRefused;
import dev.ares.contracts.user.v1.PointsReturned;
import dev.ares.contracts.user.v1.PointsSettled;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.Subscription.Meaning;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.domain.OrderId;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReply;

/**
 * What participants answer, by message type, as replies to the checkout. All that were read at once are applied together,
 * whatever their types.
 */
public final class CheckoutReplies {

    /** Stands where a participant refused without saying why: an order that is cancelled always has a reason. */
    static final String NO_REASON_GIVEN = "REFUSED";

    private static final List<Meaning<?, SagaReply>> MEANINGS = List.of(
            Meaning.of(StockReserved.getDefaultInstance(), m -> done(m.getOrderId(), CheckoutSaga.RESERVE_STOCK)),
            Meaning.of(StockRefused.getDefaultInstance(), CheckoutReplies::refused),
            Meaning.of(StockReleased.getDefaultInstance(), m -> undone(m.getOrderId(), CheckoutSaga.RESERVE_STOCK)),
            Meaning.of(PointsHeld.getDefaultInstance(), m -> done(m.getOrderId(), CheckoutSaga.HOLD_POINTS)),
            Meaning.of(PointsRefused.getDefaultInstance(), CheckoutReplies::refused),
            Meaning.of(PointsReturned.getDefaultInstance(), m -> undone(m.getOrderId(), CheckoutSaga.HOLD_POINTS)),
            Meaning.of(PaymentCaptured.getDefaultInstance(), m -> done(m.getOrderId(), CheckoutSaga.PAY)),
            Meaning.of(PaymentRefused.getDefaultInstance(), CheckoutReplies::refused),
            Meaning.of(StockCommitted.getDefaultInstance(), m -> done(m.getOrderId(), CheckoutSaga.COMMIT_STOCK)),
            Meaning.of(PointsSettled.getDefaultInstance(), m -> done(m.getOrderId(), CheckoutSaga.SETTLE_POINTS)));

    private final SagaOrchestrator<CheckoutState> checkout;
    private final OrderSignals signals;

    public CheckoutReplies(SagaOrchestrator<CheckoutState> checkout, OrderSignals signals) {
        this.checkout = checkout;
        this.signals = signals;
    }

    /**
     * All replies that the order service reads, those to refunds among them: one reader, so that the replies about an
     * order are applied one after the other.
     *
     * @param reader the consumer group
     */
    public Subscription subscription(String reader, RefundReplies refunds) {
        return refunds.addTo(Subscription.to(Topics.ORDER_REPLIES, reader).together(MEANINGS, this::apply))
                .build();
    }

    private Mono<Void> apply(List<SagaReply> replies) {
        Set<OrderId> touched = new HashSet<>();
        replies.forEach(reply -> touched.add(new OrderId(reply.sagaId())));
        return checkout.handle(replies).then(signals.changedOnCommit(touched));
    }

    private static SagaReply done(String orderId, String step) {
        return SagaReply.done(id(orderId), step);
    }

    private static SagaReply undone(String orderId, String step) {
        return SagaReply.undone(id(orderId), step);
    }

    private static SagaReply refused(StockRefused refused) {
        String skus = String.join(", ", refused.getSkusList());
        return refused(refused.getOrderId(), CheckoutSaga.RESERVE_STOCK, refused.getReason(), skus);
    }

    private static SagaReply refused(PointsRefused refused) {
        return refused(refused.getOrderId(), CheckoutSaga.HOLD_POINTS, refused.getReason(), null);
    }

    private static SagaReply refused(PaymentRefused refused) {
        return refused(refused.getOrderId(), CheckoutSaga.PAY, refused.getReason(), refused.getDetail());
    }

    private static SagaReply refused(String orderId, String step, String reason, @Nullable String detail) {
        return SagaReply.refused(id(orderId), step, reason.isBlank() ? NO_REASON_GIVEN : reason, detail);
    }

    /** @throws IllegalArgumentException a fault of the record, which is parked for it */
    private static UUID id(String orderId) {
        return UUID.fromString(orderId);
    }
}
