package dev.ares.inventory.adapter.messaging;

import java.util.UUID;

import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.ReservationCommand.Commit;
import dev.ares.inventory.domain.ReservationCommand.Release;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockPolicy;
import dev.ares.inventory.domain.StockReturn;
import dev.ares.messaging.Received;

/** Messages as commands. One that is not well-formed is an illegal argument, which parks its record. */
final class Commands {

    private Commands() {}

    static Reserve reserve(Received<ReserveStock> message) {
        ReserveStock body = message.body();
        return new Reserve(
                orderId(body.getOrderId()),
                body.getLinesList().stream()
                        .map(line -> new Line(new Sku(line.getSku()), line.getQuantity()))
                        .toList(),
                policy(body));
    }

    /** One that a newer sender knows and this service does not is no reason to lose the order. */
    private static StockPolicy policy(ReserveStock body) {
        return switch (body.getPolicy()) {
            case STOCK_POLICY_HALF_AT_MOST -> StockPolicy.HALF_AT_MOST;
            case STOCK_POLICY_UNSPECIFIED, STOCK_POLICY_ALL_OR_NOTHING, UNRECOGNIZED -> StockPolicy.ALL_OR_NOTHING;
        };
    }

    static Release release(Received<ReleaseStock> message) {
        return new Release(orderId(message.body().getOrderId()));
    }

    static Commit commit(Received<OrderConfirmed> message) {
        return new Commit(orderId(message.body().getOrderId()));
    }

    static StockReturn takeBack(Received<OrderRefunded> message) {
        OrderRefunded body = message.body();
        return new StockReturn(
                UUID.fromString(body.getRefundId()),
                orderId(body.getOrderId()),
                body.getLinesList().stream()
                        .map(line -> new Line(new Sku(line.getSku()), line.getQuantity()))
                        .toList());
    }

    private static UUID orderId(String text) {
        return UUID.fromString(text);
    }
}
