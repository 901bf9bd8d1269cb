package dev.ares.payment.domain;

/**
 * What an order asks to be paid. One order asks once; asking again must ask the same.
 *
 * @param method the provider's name of the payment method
 * @param receiptEmail empty when unknown; it is not part of what is asked for
 */
public record PaymentRequest(String orderId, String userId, Money amount, String method, String receiptEmail) {

    public PaymentRequest {
        requireText("order_id", orderId);
        requireText("user_id", userId);
        requireText("payment_method", method);
    }

    /** Without the address: logs do not tell who bought. */
    @Override
    public String toString() {
        return "PaymentRequest[orderId=%s, userId=%s, amount=%s, method=%s]".formatted(orderId, userId, amount, method);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank() || value.length() > 255) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to 255 characters)");
        }
    }
}
