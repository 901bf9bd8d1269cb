package dev.ares.simulator;

import java.util.Optional;

/** What happens to a payment, chosen by the name of its method. Names starting pm_card are Stripe's own test names. */
enum Behaviour {
    APPROVED("pm_card_visa"),
    DECLINED("pm_card_chargeDeclined"),
    INSUFFICIENT_FUNDS("pm_card_chargeDeclinedInsufficientFunds"),
    ACTION_REQUIRED("pm_card_authenticationRequired"),
    /** Thinks first; the same key meanwhile meets 409. */
    SLOW("pm_sim_slow"),
    /** Does the work at once and keeps its first answer back until the caller has given up. */
    SILENT_AFTER_SUCCESS("pm_sim_timeoutAfterSuccess"),
    DUPLICATE_WEBHOOK("pm_sim_duplicateWebhook"),
    LATE_WEBHOOK("pm_sim_lateWebhook"),
    /** Tells of the success before it tells of the creation. */
    REORDERED_WEBHOOKS("pm_sim_reorderedWebhooks"),
    /** Answers 503 to the first attempts of a key. */
    DOWN("pm_sim_down"),
    /** Captured like any other; the names tell what becomes of its refunds. */
    REFUND_SLOW("pm_sim_refundSlow"),
    REFUND_SILENT_AFTER_SUCCESS("pm_sim_refundTimeoutAfterSuccess"),
    REFUND_DOWN("pm_sim_refundDown"),
    REFUND_REFUSED("pm_sim_refundRefused"),
    /** Pending at first; succeeds later, which a webhook tells. */
    REFUND_PENDING("pm_sim_refundPending"),
    /** Pending at first; fails later, which a webhook tells. */
    REFUND_FAILED("pm_sim_refundFailed");

    private final String method;

    Behaviour(String method) {
        this.method = method;
    }

    static Optional<Behaviour> of(String method) {
        for (Behaviour behaviour : values()) {
            if (behaviour.method.equals(method)) {
                return Optional.of(behaviour);
            }
        }
        return Optional.empty();
    }

    /** Stripe's decline code; empty when the card is not declined. */
    String declineCode() {
        return switch (this) {
            case DECLINED -> "generic_decline";
            case INSUFFICIENT_FUNDS -> "insufficient_funds";
            default -> "";
        };
    }

    /** How a refund of such a payment stands at first. */
    String refundStatus() {
        return this == REFUND_PENDING || this == REFUND_FAILED ? Refund.PENDING : Refund.SUCCEEDED;
    }

    String status() {
        return switch (this) {
            case DECLINED, INSUFFICIENT_FUNDS -> Intent.REQUIRES_PAYMENT_METHOD;
            case ACTION_REQUIRED -> Intent.REQUIRES_ACTION;
            default -> Intent.SUCCEEDED;
        };
    }
}
