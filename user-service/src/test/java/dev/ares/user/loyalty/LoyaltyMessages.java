package dev.ares.user.loyalty;

import java.util.List;
import java.util.UUID;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

import dev.ares.contracts.Topics;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.user.v1.HoldPoints;
import dev.ares.contracts.user.v1.PointsAdjusted;
import dev.ares.contracts.user.v1.PointsHeld;
import dev.ares.contracts.user.v1.PointsRefused;
import dev.ares.contracts.user.v1.PointsReturned;
import dev.ares.contracts.user.v1.PointsSettled;
import dev.ares.contracts.user.v1.ReturnPoints;
import dev.ares.messaging.OutgoingMessage;

/** The points messages of one order, as other services send them and as user-service answers. */
final class LoyaltyMessages {

    private static final List<Message> KNOWN = List.of(
            PointsAdjusted.getDefaultInstance(),
            PointsHeld.getDefaultInstance(),
            PointsRefused.getDefaultInstance(),
            PointsReturned.getDefaultInstance(),
            PointsSettled.getDefaultInstance());

    private LoyaltyMessages() {}

    static OutgoingMessage message(String topic, String key, Message body) {
        return OutgoingMessage.of(topic, key, body);
    }

    static HoldPoints hold(String orderId, String userId, long points) {
        return HoldPoints.newBuilder()
                .setOrderId(orderId)
                .setUserId(userId)
                .setPoints(points)
                .build();
    }

    static ReturnPoints giveBack(String orderId, String userId) {
        return ReturnPoints.newBuilder().setOrderId(orderId).setUserId(userId).build();
    }

    static OrderConfirmed confirmed(String orderId, String userId, long redeemed, long total) {
        return OrderConfirmed.newBuilder()
                .setOrderId(orderId)
                .setUserId(userId)
                .setRedeemedPoints(redeemed)
                .setTotal(Money.newBuilder().setAmount(total).setCurrency("EUR"))
                .build();
    }

    static OutgoingMessage event(OrderRefunded event) {
        return message(Topics.ORDER_EVENTS, event.getOrderId(), event);
    }

    static OrderRefunded refunded(String orderId, String userId, long amount, long points) {
        return OrderRefunded.newBuilder()
                .setRefundId(UUID.randomUUID().toString())
                .setOrderId(orderId)
                .setUserId(userId)
                .setAmount(Money.newBuilder().setAmount(amount).setCurrency("EUR"))
                .setReturnedPoints(points)
                .setOrderTotal(Money.newBuilder().setAmount(1950).setCurrency("EUR"))
                .build();
    }

    static PointsAdjusted adjusted(OrderRefunded refund, long returned, long takenBack) {
        return PointsAdjusted.newBuilder()
                .setRefundId(refund.getRefundId())
                .setOrderId(refund.getOrderId())
                .setReturned(returned)
                .setTakenBack(takenBack)
                .build();
    }

    static PointsHeld held(String orderId) {
        return PointsHeld.newBuilder().setOrderId(orderId).build();
    }

    static PointsRefused refused(String orderId, String reason) {
        return PointsRefused.newBuilder().setOrderId(orderId).setReason(reason).build();
    }

    static PointsReturned returned(String orderId) {
        return PointsReturned.newBuilder().setOrderId(orderId).build();
    }

    static PointsSettled settled(String orderId, long spent, long awarded) {
        return PointsSettled.newBuilder()
                .setOrderId(orderId)
                .setSpent(spent)
                .setAwarded(awarded)
                .build();
    }

    /** By the type that stands beside the payload. */
    static Message decode(String type, byte[] payload) {
        try {
            for (Message known : KNOWN) {
                if (known.getDescriptorForType().getFullName().equals(type)) {
                    return known.getParserForType().parseFrom(payload);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("no reply of ours: " + type);
    }
}
