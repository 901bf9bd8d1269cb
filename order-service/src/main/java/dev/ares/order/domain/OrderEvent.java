package dev.ares.order.domain;

/** The events of an order's state machine, by the names that its timeline shows. */
public enum OrderEvent {
    ORDER_PLACED("OrderPlaced"),
    STOCK_RESERVED("StockReserved"),
    PAYMENT_CONFIRMED("PaymentConfirmed"),
    ORDER_CONFIRMED("OrderConfirmed"),
    ORDER_CANCELLED("OrderCancelled"),
    ORDER_REFUNDED("OrderRefunded");

    private final String shown;

    OrderEvent(String shown) {
        this.shown = shown;
    }

    public String shown() {
        return shown;
    }
}
