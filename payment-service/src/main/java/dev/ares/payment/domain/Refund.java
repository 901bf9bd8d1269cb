package dev.ares.payment.domain;

import java.util.UUID;

/**
 * Money to be given back.
 *
 * @param id given by whoever asks; also the idempotency key at the provider
 * @param detail why it was refused
 */
public record Refund(UUID id, String orderId, Money amount, RefundStatus status, String detail) {

    /** Where a refund stands. */
    public enum RefundStatus {
        /** Set aside from what is captured; the provider's answer is not known. */
        PENDING,
        SUCCEEDED,
        /** Refused definitely; what was set aside is captured again. */
        REFUSED
    }

    public static Refund intended(UUID id, String orderId, Money amount) {
        return new Refund(id, orderId, amount, RefundStatus.PENDING, "");
    }

    /** Given back. Harmless when known already. */
    public Refund succeeded() {
        return transition(RefundStatus.SUCCEEDED, "");
    }

    /** Refused definitely. Harmless when known already. */
    public Refund refused(String why) {
        return transition(RefundStatus.REFUSED, why);
    }

    private Refund transition(RefundStatus to, String why) {
        if (status == to) {
            return this;
        }
        if (status != RefundStatus.PENDING) {
            throw new IllegalTransition("refund " + id + ": " + status + " -> " + to + " (expected: from PENDING)");
        }
        return new Refund(id, orderId, amount, to, why);
    }
}
