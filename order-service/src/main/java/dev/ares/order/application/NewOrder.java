package dev.ares.order.application;

import java.util.Optional;

import dev.ares.order.domain.Order;

/**
 * An order that is to be written, with what its checkout needs.
 *
 * @param key the customer's
 * @param fingerprint see {@code OrderRequest.fingerprint}
 * @param receiptEmail where the provider sends a receipt; empty when it is not known in time
 */
public record NewOrder(
        Order order, String key, byte[] fingerprint, String paymentMethod, Optional<String> receiptEmail) {

    public OrderKey orderKey() {
        return new OrderKey(order.userId(), key);
    }
}
