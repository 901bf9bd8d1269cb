package dev.ares.simulator;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** A refund. Amount in minor units of the intent's currency; created in seconds since 1970. */
record Refund(
        String id,
        String intent,
        long amount,
        String currency,
        String status,
        long created,
        String key,
        Map<String, String> metadata)
        implements IdempotencyKeys.Outcome {

    static final String PENDING = "pending";
    static final String SUCCEEDED = "succeeded";
    static final String FAILED = "failed";

    Refund settled(String outcome) {
        return new Refund(id, intent, amount, currency, outcome, created, key, metadata);
    }

    /** What the creation answered, and answers again to the same key even if the refund was settled since. */
    @Override
    public StripeAnswer answer() {
        return StripeAnswer.ok(toJson());
    }

    Form toForm() {
        Form form = Form.empty()
                .with("id", id)
                .with("intent", intent)
                .with("amount", amount)
                .with("currency", currency)
                .with("status", status)
                .with("created", created)
                .with("key", key);
        metadata.forEach((name, value) -> form.with("metadata[" + name + "]", value));
        return form;
    }

    static Refund from(Form form) {
        return new Refund(
                form.get("id"),
                form.get("intent"),
                form.number("amount"),
                form.get("currency"),
                form.has("status") ? form.get("status") : SUCCEEDED,
                form.number("created"),
                form.get("key"),
                form.nested("metadata"));
    }

    Map<String, @Nullable Object> toJson() {
        return Json.object(
                "id", id,
                "object", "refund",
                "amount", amount,
                "charge", "ch_" + intent.substring(3),
                "created", created,
                "currency", currency,
                "failure_reason", status.equals(FAILED) ? "expired_or_canceled_card" : null,
                "metadata", new TreeMap<>(metadata),
                "payment_intent", intent,
                "status", status);
    }

    Map<String, @Nullable Object> toLedger() {
        return Json.object(
                "id", id,
                "charge", intent,
                "amount", amount,
                "currency", currency.toUpperCase(java.util.Locale.ROOT),
                "status", status,
                "idempotencyKey", key);
    }
}
