package dev.ares.order.domain;

/** @param unitPrice as it was quoted when the order was placed; later price changes leave it alone */
public record OrderLine(String sku, int quantity, Money unitPrice) {

    public Money total() {
        return unitPrice.times(quantity);
    }
}
