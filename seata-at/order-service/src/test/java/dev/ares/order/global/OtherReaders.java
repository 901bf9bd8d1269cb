package dev.ares.order.global;

import java.util.List;
import java.util.function.Function;

import com.google.protobuf.Message;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.user.v1.HoldPoints;
import dev.ares.contracts.user.v1.PointsHeld;
import dev.ares.contracts.user.v1.PointsRefused;
import dev.ares.contracts.user.v1.PointsReturned;
import dev.ares.contracts.user.v1.PointsSettled;
import dev.ares.contracts.user.v1.ReturnPoints;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;

/** Stands in for user and payment over Kafka: more than 1000 points are too many, all else is done. */
class OtherReaders {

    private static final long MOST_POINTS = 1000;

    private final Outbox outbox;

    OtherReaders(Outbox outbox) {
        this.outbox = outbox;
    }

    @Bean
    Subscription user() {
        return Subscription.to(Topics.USER_COMMANDS, "test-user")
                .on(HoldPoints.getDefaultInstance(), answering(OtherReaders::hold))
                .on(ReturnPoints.getDefaultInstance(), answering(back -> PointsReturned.newBuilder()
                        .setOrderId(back.getOrderId())
                        .build()))
                .build();
    }

    @Bean
    Subscription payment() {
        return Subscription.to(Topics.PAYMENT_COMMANDS, "test-payment")
                .on(Pay.getDefaultInstance(), answering(pay -> PaymentCaptured.newBuilder()
                        .setOrderId(pay.getOrderId())
                        .setPaymentId("a payment")
                        .setAmount(pay.getAmount())
                        .build()))
                .build();
    }

    @Bean
    Subscription points() {
        return Subscription.to(Topics.ORDER_EVENTS, "test-points")
                .on(OrderConfirmed.getDefaultInstance(), answering(confirmed -> PointsSettled.newBuilder()
                        .setOrderId(confirmed.getOrderId())
                        .build()))
                .build();
    }

    private static Message hold(HoldPoints command) {
        return command.getPoints() > MOST_POINTS
                ? PointsRefused.newBuilder()
                        .setOrderId(command.getOrderId())
                        .setReason("INSUFFICIENT_POINTS")
                        .build()
                : PointsHeld.newBuilder().setOrderId(command.getOrderId()).build();
    }

    private <M extends Message> Function<List<Received<M>>, Mono<Void>> answering(Function<M, Message> script) {
        return batch -> outbox.append(batch.stream()
                .map(command -> OutgoingMessage.of(Topics.ORDER_REPLIES, command.key(), script.apply(command.body())))
                .toList());
    }
}
