package dev.ares.order.adapter.messaging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import com.google.protobuf.Message;
import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.StockReturned;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.contracts.user.v1.PointsAdjusted;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.domain.OrderId;
import dev.ares.order.saga.RefundSaga;
import dev.ares.order.saga.RefundState;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReply;

/** What participants answer, by message type, as replies to the refund. */
public final class RefundReplies {

    private final SagaOrchestrator<RefundState> refund;
    private final OrderSignals signals;

    public RefundReplies(SagaOrchestrator<RefundState> refund, OrderSignals signals) {
        this.refund = refund;
        this.signals = signals;
    }

    /**
     * Refusals come before what is refunded: handlers are called in this sequence, in one transaction. A refusal may lock the
     * order's checkout ({@code HonourCancels}), what is refunded locks the order, and the order's cancel locks its checkout and
     * then the order. The other way round, the two of one order would meet its cancel in a deadlock.
     */
    Subscription.Builder addTo(Subscription.Builder subscription) {
        return subscription
                .on(RefundRefused.getDefaultInstance(), replies(m -> about(m.getOrderId(), refused(m))))
                .on(
                        PaymentRefunded.getDefaultInstance(),
                        replies(m -> about(m.getOrderId(), done(m.getRefundId(), RefundSaga.REFUND_PAYMENT))))
                .on(
                        StockReturned.getDefaultInstance(),
                        replies(m -> about(m.getOrderId(), done(m.getRefundId(), RefundSaga.RETURN_STOCK))))
                .on(
                        PointsAdjusted.getDefaultInstance(),
                        replies(m -> about(m.getOrderId(), done(m.getRefundId(), RefundSaga.ADJUST_POINTS))));
    }

    private record Answer(OrderId order, SagaReply reply) {}

    private <M extends Message> Function<List<Received<M>>, Mono<Void>> replies(Function<M, Answer> meaning) {
        return received -> {
            List<Answer> answers =
                    received.stream().map(Received::body).map(meaning).toList();
            Set<OrderId> touched = new HashSet<>();
            answers.forEach(answer -> touched.add(answer.order()));
            return refund.handle(answers.stream().map(Answer::reply).toList()).then(signals.changedOnCommit(touched));
        };
    }

    /** @throws IllegalArgumentException a fault of the record, which is parked for it */
    private static Answer about(String orderId, SagaReply reply) {
        return new Answer(new OrderId(UUID.fromString(orderId)), reply);
    }

    private static SagaReply done(String refundId, String step) {
        return SagaReply.done(UUID.fromString(refundId), step);
    }

    private static SagaReply refused(RefundRefused refused) {
        String reason = refused.getReason().isBlank() ? CheckoutReplies.NO_REASON_GIVEN : refused.getReason();
        UUID id = UUID.fromString(refused.getRefundId());
        return SagaReply.refused(id, RefundSaga.REFUND_PAYMENT, reason, refused.getDetail());
    }
}
