package dev.ares.order.adapter.messaging;

import java.util.List;

import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.order.v1.ReturnedLine;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.RefundPayment;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.saga.RefundCommand;

/**
 * The refund's commands as they travel, keyed by the order: on which topic, and in which form. Where lines were paid with
 * points alone there is no money to give back, which no provider would do: the order service then sends itself the answer.
 */
final class RefundMessages {

    private RefundMessages() {}

    static OutgoingMessage of(RefundCommand command) {
        String orderId = command.orderId().toString();
        String refundId = command.refundId().toString();
        if (command instanceof RefundCommand.RefundPayment nothing
                && nothing.amount().amount() == 0) {
            return OutgoingMessage.of(
                    Topics.ORDER_REPLIES,
                    orderId,
                    PaymentRefunded.newBuilder()
                            .setRefundId(refundId)
                            .setOrderId(orderId)
                            .setAmount(CommandMessages.money(nothing.amount()))
                            .build());
        } else if (command instanceof RefundCommand.RefundPayment refund) {
            return OutgoingMessage.of(
                    Topics.PAYMENT_COMMANDS,
                    orderId,
                    RefundPayment.newBuilder()
                            .setRefundId(refundId)
                            .setOrderId(orderId)
                            .setAmount(CommandMessages.money(refund.amount()))
                            .build());
        } else if (command instanceof RefundCommand.OrderRefunded refunded) {
            return OutgoingMessage.of(
                    Topics.ORDER_EVENTS,
                    orderId,
                    OrderRefunded.newBuilder()
                            .setRefundId(refundId)
                            .setOrderId(orderId)
                            .setUserId(refunded.userId())
                            .addAllLines(lines(refunded.lines()))
                            .setAmount(CommandMessages.money(refunded.amount()))
                            .setReturnedPoints(refunded.points())
                            .setOrderTotal(CommandMessages.money(refunded.orderTotal()))
                            .build());
        }
        throw new IllegalStateException("command: " + command + " (expected: one with a message)");
    }

    private static List<ReturnedLine> lines(List<dev.ares.order.domain.ReturnedLine> lines) {
        return lines.stream()
                .map(line -> ReturnedLine.newBuilder()
                        .setSku(line.sku())
                        .setQuantity(line.quantity())
                        .build())
                .toList();
    }
}
