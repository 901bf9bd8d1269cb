package dev.ares.payment.adapter.messaging;

import java.util.List;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.payment.application.RefundReplies;
import dev.ares.payment.domain.Refund;

/** Replies about refunds through the outbox, so that they stand or fall with the outcome that they tell. */
public final class OutboxRefundReplies implements RefundReplies {

    private final Outbox outbox;

    public OutboxRefundReplies(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> send(List<Refund> refunds) {
        var replies = refunds.stream().flatMap(OutboxRefundReplies::reply).toList();
        return replies.isEmpty() ? Mono.empty() : outbox.append(replies);
    }

    private static Stream<OutgoingMessage> reply(Refund refund) {
        return switch (refund.status()) {
            case SUCCEEDED -> Stream.of(OutgoingMessage.of(Topics.ORDER_REPLIES, refund.orderId(), refunded(refund)));
            case REFUSED -> Stream.of(OutgoingMessage.of(Topics.ORDER_REPLIES, refund.orderId(), refused(refund)));
            case PENDING, PARKED -> Stream.empty();
        };
    }

    private static PaymentRefunded refunded(Refund refund) {
        return PaymentRefunded.newBuilder()
                .setRefundId(refund.id().toString())
                .setOrderId(refund.orderId())
                .setAmount(Money.newBuilder()
                        .setAmount(refund.amount().amount())
                        .setCurrency(refund.amount().currency()))
                .build();
    }

    private static RefundRefused refused(Refund refund) {
        return RefundRefused.newBuilder()
                .setRefundId(refund.id().toString())
                .setOrderId(refund.orderId())
                .setReason(String.valueOf(refund.reason()))
                .setDetail(refund.detail())
                .build();
    }
}
