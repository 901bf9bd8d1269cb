package dev.ares.order.domain;

/** Why lines cannot be returned. Nothing was written. */
public sealed interface RefundRejection {

    /** @param status of an order that nothing can be returned of, because it is not paid */
    record NotConfirmed(OrderStatus status) implements RefundRejection {}

    /** @param line the index of the first line whose SKU the order does not have */
    record NotOfTheOrder(int line, String sku) implements RefundRejection {}

    /**
     * More than was bought less what has been returned.
     *
     * @param line the index of the first such line
     * @param left how many may still be returned
     */
    record TooMany(int line, String sku, int left) implements RefundRejection {}
}
