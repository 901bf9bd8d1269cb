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
    DOWN("pm_sim_down");

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

    String status() {
        return switch (this) {
            case DECLINED, INSUFFICIENT_FUNDS -> Intent.REQUIRES_PAYMENT_METHOD;
            case ACTION_REQUIRED -> Intent.REQUIRES_ACTION;
            default -> Intent.SUCCEEDED;
        };
    }
}
