package dev.ares.simulator;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A PaymentIntent with the one charge attempt that it had.
 *
 * @param amount in minor units
 * @param currency lower case, as Stripe writes it
 * @param declineCode empty unless the attempt was declined
 * @param cancellation empty unless cancelled
 * @param created seconds since 1970
 * @param key the idempotency key that it was created with, may be empty
 */
record Intent(
        String id,
        long amount,
        String currency,
        String method,
        String status,
        String declineCode,
        String cancellation,
        long created,
        String key,
        String captureMethod,
        Map<String, String> metadata)
        implements IdempotencyKeys.Outcome {

    static final String SUCCEEDED = "succeeded";
    static final String REQUIRES_PAYMENT_METHOD = "requires_payment_method";
    static final String REQUIRES_ACTION = "requires_action";
    /** Authorised: the money is held for us until it is captured or the intent is cancelled. */
    static final String REQUIRES_CAPTURE = "requires_capture";

    static final String CANCELED = "canceled";

    static final String MANUAL = "manual";

    boolean captured() {
        return status.equals(SUCCEEDED);
    }

    String orderId() {
        return metadata.getOrDefault("order_id", "");
    }

    String chargeId() {
        return "ch_" + id.substring(3);
    }

    Intent cancelled(String reason) {
        return as(CANCELED, reason);
    }

    /** With the money taken that was held. */
    Intent taken() {
        return as(SUCCEEDED, cancellation);
    }

    private Intent as(String status, String cancellation) {
        return new Intent(
                id, amount, currency, method, status, declineCode, cancellation, created, key, captureMethod, metadata);
    }

    /** What the creation answered, and answers again to the same key even if the intent was cancelled since. */
    @Override
    public StripeAnswer answer() {
        return declineCode.isEmpty() ? StripeAnswer.ok(toJson()) : StripeAnswer.declined(this);
    }

    Form toForm() {
        Form form = Form.empty()
                .with("id", id)
                .with("amount", amount)
                .with("currency", currency)
                .with("method", method)
                .with("status", status)
                .with("decline_code", declineCode)
                .with("cancellation", cancellation)
                .with("created", created)
                .with("key", key)
                .with("capture_method", captureMethod);
        metadata.forEach((name, value) -> form.with("metadata[" + name + "]", value));
        return form;
    }

    static Intent from(Form form) {
        return new Intent(
                form.get("id"),
                form.number("amount"),
                form.get("currency"),
                form.get("method"),
                form.get("status"),
                form.get("decline_code"),
                form.get("cancellation"),
                form.number("created"),
                form.get("key"),
                form.get("capture_method"),
                form.nested("metadata"));
    }

    Map<String, @Nullable Object> toJson() {
        boolean attempted = status.equals(REQUIRES_CAPTURE) || captured() || !declineCode.isEmpty();
        return Json.object(
                "id",
                id,
                "object",
                "payment_intent",
                "amount",
                amount,
                "amount_capturable",
                status.equals(REQUIRES_CAPTURE) ? amount : 0,
                "amount_received",
                captured() ? amount : 0,
                "canceled_at",
                cancellation.isEmpty() ? null : created,
                "cancellation_reason",
                cancellation.isEmpty() ? null : cancellation,
                "capture_method",
                captureMethod.equals(MANUAL) ? MANUAL : "automatic",
                "confirmation_method",
                "automatic",
                "created",
                created,
                "currency",
                currency,
                "last_payment_error",
                declineCode.isEmpty() ? null : StripeAnswer.cardError(this),
                "latest_charge",
                attempted ? chargeId() : null,
                "livemode",
                false,
                "metadata",
                new TreeMap<>(metadata),
                "next_action",
                status.equals(REQUIRES_ACTION) ? Json.object("type", "use_stripe_sdk") : null,
                "payment_method",
                method,
                "status",
                status);
    }

    /** As the invariant checker reads it. */
    Map<String, @Nullable Object> toLedger(long refunded) {
        return Json.object(
                "id", id,
                "orderId", orderId(),
                "amount", amount,
                "currency", currency.toUpperCase(java.util.Locale.ROOT),
                "status", status,
                "captured", captured(),
                "refunded", refunded,
                "idempotencyKey", key);
    }
}
