package dev.ares.order.adapter.messaging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.StockReturned;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.contracts.user.v1.PointsAdjusted;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.Subscription.Meaning;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.domain.OrderId;
import dev.ares.order.saga.RefundSaga;
import dev.ares.order.saga.RefundState;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReply;

/** What participants answer, by message type, as replies to the refund. All that were read at once are applied together. */
public final class RefundReplies {

    private static final List<Meaning<?, Answer>> MEANINGS = List.of(
            Meaning.of(RefundRefused.getDefaultInstance(), m -> about(m.getOrderId(), refused(m))),
            Meaning.of(
                    PaymentRefunded.getDefaultInstance(),
                    m -> about(m.getOrderId(), done(m.getRefundId(), RefundSaga.REFUND_PAYMENT))),
            Meaning.of(
                    StockReturned.getDefaultInstance(),
                    m -> about(m.getOrderId(), done(m.getRefundId(), RefundSaga.RETURN_STOCK))),
            Meaning.of(
                    PointsAdjusted.getDefaultInstance(),
                    m -> about(m.getOrderId(), done(m.getRefundId(), RefundSaga.ADJUST_POINTS))));

    private final SagaOrchestrator<RefundState> refund;
    private final OrderSignals signals;

    public RefundReplies(SagaOrchestrator<RefundState> refund, OrderSignals signals) {
        this.refund = refund;
        this.signals = signals;
    }

    Subscription.Builder addTo(Subscription.Builder subscription) {
        return subscription.together(MEANINGS, this::apply);
    }

    private record Answer(OrderId order, SagaReply reply) {}

    private Mono<Void> apply(List<Answer> answers) {
        Set<OrderId> touched = new HashSet<>();
        answers.forEach(answer -> touched.add(answer.order()));
        return refund.handle(answers.stream().map(Answer::reply).toList()).then(signals.changedOnCommit(touched));
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
