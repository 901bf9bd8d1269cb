package dev.ares.payment.domain;

import java.util.UUID;

/**
 * What is asked to be given back. One refund asks once; asking again must ask the same.
 *
 * @param id given by whoever asks; also the idempotency key at the provider
 */
public record RefundRequest(UUID id, String orderId, Money amount) {

    public RefundRequest {
        if (orderId.isBlank() || orderId.length() > 255) {
            throw new IllegalArgumentException("order_id: " + orderId + " (expected: 1 to 255 characters)");
        }
    }
}
