package dev.ares.order.adapter.messaging;

import java.util.List;
import java.util.Objects;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockPolicy;
import dev.ares.contracts.order.v1.ConfirmedLine;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.user.v1.HoldPoints;
import dev.ares.contracts.user.v1.ReturnPoints;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.saga.CheckoutCommand;

/** The checkout's commands as they travel, keyed by the order: on which topic, and in which form. */
final class CommandMessages {

    private CommandMessages() {}

    static OutgoingMessage of(CheckoutCommand command) {
        String orderId = command.orderId().toString();
        if (command instanceof CheckoutCommand.ReserveStock reserve) {
            return OutgoingMessage.of(
                    Topics.INVENTORY_COMMANDS,
                    orderId,
                    ReserveStock.newBuilder()
                            .setOrderId(orderId)
                            .addAllLines(reservationLines(reserve.lines()))
                            .setPolicy(policy(reserve))
                            .build());
        } else if (command instanceof CheckoutCommand.ReleaseStock) {
            return OutgoingMessage.of(
                    Topics.INVENTORY_COMMANDS,
                    orderId,
                    ReleaseStock.newBuilder().setOrderId(orderId).build());
        } else if (command instanceof CheckoutCommand.HoldPoints hold) {
            return OutgoingMessage.of(
                    Topics.USER_COMMANDS,
                    orderId,
                    HoldPoints.newBuilder()
                            .setOrderId(orderId)
                            .setUserId(hold.userId())
                            .setPoints(hold.points())
                            .build());
        } else if (command instanceof CheckoutCommand.ReturnPoints back) {
            return OutgoingMessage.of(
                    Topics.USER_COMMANDS,
                    orderId,
                    ReturnPoints.newBuilder()
                            .setOrderId(orderId)
                            .setUserId(back.userId())
                            .build());
        } else if (command instanceof CheckoutCommand.Pay pay) {
            return OutgoingMessage.of(
                    Topics.PAYMENT_COMMANDS,
                    orderId,
                    Pay.newBuilder()
                            .setOrderId(orderId)
                            .setUserId(pay.userId())
                            .setAmount(money(pay.amount()))
                            .setPaymentMethod(pay.paymentMethod())
                            .setReceiptEmail(Objects.requireNonNullElse(pay.receiptEmail(), ""))
                            .build());
        } else if (command instanceof CheckoutCommand.OrderConfirmed confirmed) {
            return OutgoingMessage.of(
                    Topics.ORDER_EVENTS,
                    orderId,
                    OrderConfirmed.newBuilder()
                            .setOrderId(orderId)
                            .setUserId(confirmed.userId())
                            .addAllLines(confirmedLines(confirmed.lines()))
                            .setTotal(money(confirmed.total()))
                            .setRedeemedPoints(confirmed.redeemedPoints())
                            .build());
        }
        throw new IllegalStateException("command: " + command + " (expected: one with a message)");
    }

    private static StockPolicy policy(CheckoutCommand.ReserveStock reserve) {
        return switch (reserve.policy()) {
            case ALL_OR_NOTHING -> StockPolicy.STOCK_POLICY_ALL_OR_NOTHING;
            case HALF_AT_MOST -> StockPolicy.STOCK_POLICY_HALF_AT_MOST;
        };
    }

    private static List<ReservationLine> reservationLines(List<OrderLine> lines) {
        return lines.stream()
                .map(line -> ReservationLine.newBuilder()
                        .setSku(line.sku())
                        .setQuantity(line.quantity())
                        .build())
                .toList();
    }

    private static List<ConfirmedLine> confirmedLines(List<OrderLine> lines) {
        return lines.stream()
                .map(line -> ConfirmedLine.newBuilder()
                        .setSku(line.sku())
                        .setQuantity(line.quantity())
                        .setUnitPrice(money(line.unitPrice()))
                        .build())
                .toList();
    }

    static dev.ares.contracts.money.v1.Money money(Money money) {
        return dev.ares.contracts.money.v1.Money.newBuilder()
                .setAmount(money.amount())
                .setCurrency(money.currency())
                .build();
    }
}
