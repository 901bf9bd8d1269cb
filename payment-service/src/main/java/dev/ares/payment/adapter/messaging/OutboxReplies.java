package dev.ares.payment.adapter.messaging;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.payment.application.Replies;
import dev.ares.payment.domain.Payment;

/** Replies through the outbox, so that they stand or fall with the outcome that they tell. */
public final class OutboxReplies implements Replies {

    private final Outbox outbox;

    public OutboxReplies(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> send(List<Payment> payments) {
        var replies = payments.stream().flatMap(OutboxReplies::reply).toList();
        return replies.isEmpty() ? Mono.empty() : outbox.append(replies);
    }

    private static Stream<OutgoingMessage> reply(Payment payment) {
        return switch (payment.status()) {
            case CAPTURED -> Stream.of(OutgoingMessage.of(Topics.ORDER_REPLIES, payment.orderId(), captured(payment)));
            case REFUSED -> Stream.of(OutgoingMessage.of(Topics.ORDER_REPLIES, payment.orderId(), refused(payment)));
            case PENDING, PARKED -> Stream.empty();
        };
    }

    private static PaymentCaptured captured(Payment payment) {
        return PaymentCaptured.newBuilder()
                .setOrderId(payment.orderId())
                .setPaymentId(payment.id().toString())
                .setProviderReference(Objects.requireNonNull(payment.reference()))
                .setAmount(Money.newBuilder()
                        .setAmount(payment.amount().amount())
                        .setCurrency(payment.amount().currency()))
                .build();
    }

    private static PaymentRefused refused(Payment payment) {
        return PaymentRefused.newBuilder()
                .setOrderId(payment.orderId())
                .setReason(payment.refusal().orElseThrow().name())
                .setDetail(payment.detail())
                .build();
    }
}
