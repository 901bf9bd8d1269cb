package dev.ares.contracts;

/**
 * The Kafka topics of the platform. A topic belongs to the service in its name: commands are what that service obeys,
 * replies what it is told in answer, events what it tells. Commands, replies and order events are keyed by order id.
 */
public final class Topics {

    public static final String INVENTORY_COMMANDS = "ares.inventory.commands";

    /** Keyed by SKU. */
    public static final String INVENTORY_EVENTS = "ares.inventory.events";

    public static final String PAYMENT_COMMANDS = "ares.payment.commands";

    public static final String USER_COMMANDS = "ares.user.commands";

    public static final String ORDER_REPLIES = "ares.order.replies";

    public static final String ORDER_EVENTS = "ares.order.events";

    private Topics() {}
}
