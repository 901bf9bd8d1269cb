package dev.ares.order.domain;

/** The events of an order's state machine, by the names that its timeline shows. */
public enum OrderEvent {
    ORDER_PLACED("OrderPlaced"),
    STOCK_RESERVED("StockReserved"),
    PAYMENT_CONFIRMED("PaymentConfirmed"),
    ORDER_CONFIRMED("OrderConfirmed"),
    ORDER_CANCELLED("OrderCancelled"),
    REFUND_STARTED("RefundStarted"),
    PAYMENT_REFUNDED("PaymentRefunded"),
    ORDER_REFUNDED("OrderRefunded"),
    REFUND_REFUSED("RefundRefused");

    private final String shown;

    OrderEvent(String shown) {
        this.shown = shown;
    }

    public String shown() {
        return shown;
    }
}
