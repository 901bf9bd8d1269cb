package dev.ares.order.plain;

import reactor.core.scheduler.Schedulers;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.order.v1.ConfirmedLine;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.relay.Broker;
import dev.ares.messaging.relay.StoredMessage;
import dev.ares.order.domain.Order;

/** What others are told after the fact, straight to the broker: written down nowhere, and gone when it does not arrive. */
final class Told {

    private static final short NOT_STORED = 0;

    private final Broker broker;

    Told(Broker broker) {
        this.broker = broker;
    }

    /** For what is off the caller's path elsewhere, too: stock is committed and told of, points are awarded. */
    void confirmed(Order order) {
        OrderConfirmed.Builder event = OrderConfirmed.newBuilder()
                .setOrderId(order.id().value().toString())
                .setUserId(order.userId())
                .setTotal(money(order.total()))
                .setRedeemedPoints(order.redeemedPoints());
        order.lines()
                .forEach(line -> event.addLines(ConfirmedLine.newBuilder()
                        .setSku(line.sku())
                        .setQuantity(line.quantity())
                        .setUnitPrice(money(line.unitPrice()))));
        send(OutgoingMessage.of(Topics.ORDER_EVENTS, order.id().value().toString(), event.build()));
    }

    /** The one attempt to give stock back. */
    void failed(Order order) {
        String id = order.id().value().toString();
        send(OutgoingMessage.of(
                Topics.INVENTORY_COMMANDS,
                id,
                ReleaseStock.newBuilder().setOrderId(id).build()));
    }

    private void send(OutgoingMessage message) {
        // The first message of a topic waits for the broker, which the caller's thread must not.
        Schedulers.boundedElastic()
                .schedule(() -> broker.send(new StoredMessage(NOT_STORED, message, Long.MAX_VALUE), delivery -> {}));
    }

    private static Money money(dev.ares.order.domain.Money money) {
        return Money.newBuilder()
                .setAmount(money.amount())
                .setCurrency(money.currency())
                .build();
    }
}
