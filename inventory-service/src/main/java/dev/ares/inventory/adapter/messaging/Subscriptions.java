package dev.ares.inventory.adapter.messaging;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockChanged;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.inventory.application.ApplyReservations;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.ReturnStock;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;

/**
 * What inventory reads. Each subscription has one handler: a transaction that locked stock for one and then for another
 * would lock it out of order, and could meet its like in a deadlock. So releases have a reader of their own; that they
 * may overtake reservations thereby is what the reservation's tombstone is for.
 */
public final class Subscriptions {

    private static final String SERVICE = "inventory-service";

    private Subscriptions() {}

    /** Idempotent by the order's reservation. */
    public static Subscription reservations(ApplyReservations apply) {
        return Subscription.to(Topics.INVENTORY_COMMANDS, SERVICE)
                .on(
                        ReserveStock.getDefaultInstance(),
                        batch -> apply.apply(
                                batch.stream().map(Commands::reserve).toList()))
                .build();
    }

    /** Idempotent by the order's reservation. */
    public static Subscription releases(ApplyReservations apply) {
        return Subscription.to(Topics.INVENTORY_COMMANDS, SERVICE + "-releases")
                .on(
                        ReleaseStock.getDefaultInstance(),
                        batch -> apply.apply(
                                batch.stream().map(Commands::release).toList()))
                .build();
    }

    /** Idempotent by the order's reservation. */
    public static Subscription confirmations(ApplyReservations apply) {
        return Subscription.to(Topics.ORDER_EVENTS, SERVICE)
                .on(
                        OrderConfirmed.getDefaultInstance(),
                        batch ->
                                apply.apply(batch.stream().map(Commands::commit).toList()))
                .build();
    }

    /** Idempotent by the refund's return. */
    public static Subscription returns(ReturnStock returnStock) {
        return Subscription.to(Topics.ORDER_EVENTS, SERVICE + "-returns")
                .on(
                        OrderRefunded.getDefaultInstance(),
                        batch -> returnStock.apply(
                                batch.stream().map(Commands::takeBack).toList()))
                .build();
    }

    /** Idempotent by the stock's version. */
    public static Subscription news(AvailabilityView view) {
        return Subscription.to(Topics.INVENTORY_EVENTS, SERVICE + "-availability")
                .outsideTransaction()
                .on(
                        StockChanged.getDefaultInstance(),
                        batch -> view.keep(
                                batch.stream().map(Subscriptions::availability).toList()))
                .build();
    }

    private static Availability availability(Received<StockChanged> message) {
        StockChanged body = message.body();
        return new Availability(new Sku(body.getSku()), body.getAvailable(), body.getVersion());
    }
}
