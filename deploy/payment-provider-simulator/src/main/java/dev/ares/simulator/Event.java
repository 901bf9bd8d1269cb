package dev.ares.simulator;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Something that a webhook tells. The id is made from what it tells of, so that a restart finds the same one. */
record Event(String id, String type, long created, String key, Map<String, @Nullable Object> object) {

    static Event of(Intent intent) {
        String what =
                switch (intent.status()) {
                    case Intent.SUCCEEDED -> "succeeded";
                    case Intent.REQUIRES_ACTION -> "requires_action";
                    case Intent.REQUIRES_CAPTURE -> "amount_capturable_updated";
                    case Intent.CANCELED -> "canceled";
                    default -> "payment_failed";
                };
        return of(intent, what);
    }

    static Event created(Intent intent) {
        return of(intent, "created");
    }

    static Event of(Refund refund) {
        return of(refund, "created");
    }

    /** Of a refund that was pending. */
    static Event settled(Refund refund) {
        return of(refund, refund.status().equals(Refund.FAILED) ? "failed" : "updated");
    }

    private static Event of(Refund refund, String what) {
        return new Event(
                "evt_" + refund.id() + "_" + what, "refund." + what, refund.created(), refund.key(), refund.toJson());
    }

    private static Event of(Intent intent, String what) {
        return new Event(
                "evt_" + intent.id() + "_" + what,
                "payment_intent." + what,
                intent.created(),
                intent.key(),
                intent.toJson());
    }

    String payload() {
        return Json.write(Json.object(
                "id",
                id,
                "object",
                "event",
                "api_version",
                "2026-05-27.dahlia",
                "created",
                created,
                "data",
                Json.object("object", object),
                "livemode",
                false,
                "pending_webhooks",
                1,
                "request",
                Json.object("id", null, "idempotency_key", key.isEmpty() ? null : key),
                "type",
                type));
    }
}
