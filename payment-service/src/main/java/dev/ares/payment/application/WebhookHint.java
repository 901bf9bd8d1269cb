package dev.ares.payment.application;

/**
 * That something happened at the provider. Nothing more is taken from a webhook.
 *
 * @param id the provider's id of the event, the same in every delivery
 * @param type what happened, in the provider's word
 * @param reference the payment or the refund; empty when the event is about something else
 */
public record WebhookHint(String id, String type, About about, String reference) {

    /** Stripe's word for: the cardholder's bank takes the money back, until it is settled whose it is. */
    public static final String DISPUTED = "charge.dispute.created";

    /** What a hint is about. */
    public enum About {
        PAYMENT,
        REFUND,
        SOMETHING_ELSE
    }

    boolean isDispute() {
        return type.equals(DISPUTED);
    }
}
