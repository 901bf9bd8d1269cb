package dev.ares.simulator;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** A refund that went through. Amount in minor units of the intent's currency; created in seconds since 1970. */
record Refund(
        String id, String intent, long amount, String currency, long created, String key, Map<String, String> metadata)
        implements IdempotencyKeys.Outcome {

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
                "metadata", new TreeMap<>(metadata),
                "payment_intent", intent,
                "status", "succeeded");
    }

    Map<String, @Nullable Object> toLedger() {
        return Json.object(
                "id", id,
                "charge", intent,
                "amount", amount,
                "currency", currency.toUpperCase(java.util.Locale.ROOT),
                "status", "succeeded",
                "idempotencyKey", key);
    }
}
