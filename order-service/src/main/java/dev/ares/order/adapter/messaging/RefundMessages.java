package dev.ares.order.adapter.messaging;

import java.util.List;

import com.google.protobuf.Message;

import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.order.v1.ReturnedLine;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.RefundPayment;
import dev.ares.order.saga.RefundCommand;

/**
 * The refund's commands as they travel: who reads each, and in which form. Where lines were paid with points alone there is
 * no money to give back, which no provider would do: the order service then sends itself the answer.
 */
final class RefundMessages {

    private RefundMessages() {}

    static String topic(RefundCommand command) {
        if (command instanceof RefundCommand.RefundPayment refund) {
            return refund.amount().amount() == 0 ? Topics.ORDER_REPLIES : Topics.PAYMENT_COMMANDS;
        }
        return Topics.ORDER_EVENTS;
    }

    static Message body(RefundCommand command) {
        if (command instanceof RefundCommand.RefundPayment nothing
                && nothing.amount().amount() == 0) {
            return PaymentRefunded.newBuilder()
                    .setRefundId(nothing.refundId().toString())
                    .setOrderId(nothing.orderId().toString())
                    .setAmount(CommandMessages.money(nothing.amount()))
                    .build();
        } else if (command instanceof RefundCommand.RefundPayment refund) {
            return RefundPayment.newBuilder()
                    .setRefundId(refund.refundId().toString())
                    .setOrderId(refund.orderId().toString())
                    .setAmount(CommandMessages.money(refund.amount()))
                    .build();
        } else if (command instanceof RefundCommand.OrderRefunded refunded) {
            return OrderRefunded.newBuilder()
                    .setRefundId(refunded.refundId().toString())
                    .setOrderId(refunded.orderId().toString())
                    .setUserId(refunded.userId())
                    .addAllLines(lines(refunded.lines()))
                    .setAmount(CommandMessages.money(refunded.amount()))
                    .setReturnedPoints(refunded.points())
                    .setOrderTotal(CommandMessages.money(refunded.orderTotal()))
                    .build();
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
