package dev.ares.simulator;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** An answer of the API: its status and its JSON, in Stripe's own words where clients look at them. */
record StripeAnswer(int status, String body, boolean replayed) {

    static StripeAnswer ok(Map<String, @Nullable Object> object) {
        return new StripeAnswer(200, Json.write(object), false);
    }

    static StripeAnswer declined(Intent intent) {
        var error = cardError(intent);
        error.put("payment_intent", intent.toJson());
        return error(402, error);
    }

    static Map<String, @Nullable Object> cardError(Intent intent) {
        return Json.object(
                "type", "card_error",
                "code", "card_declined",
                "decline_code", intent.declineCode(),
                "charge", intent.chargeId(),
                "message", "Your card was declined.");
    }

    static StripeAnswer invalid(String code, String param, String message) {
        return error(
                400, Json.object("type", "invalid_request_error", "code", code, "param", param, "message", message));
    }

    static StripeAnswer missing(String what, String id) {
        return error(
                404,
                Json.object(
                        "type",
                        "invalid_request_error",
                        "code",
                        "resource_missing",
                        "message",
                        "No such " + what + ": '" + id + "'"));
    }

    static StripeAnswer unauthorized() {
        return error(401, Json.object("type", "invalid_request_error", "message", "Invalid API Key provided."));
    }

    static StripeAnswer keyInUse() {
        return error(
                409,
                Json.object(
                        "type",
                        "invalid_request_error",
                        "code",
                        "idempotency_key_in_use",
                        "message",
                        "There is currently another in-progress request using this Idempotency-Key."));
    }

    static StripeAnswer keyReused() {
        return error(
                400,
                Json.object(
                        "type",
                        "idempotency_error",
                        "message",
                        "Keys for idempotent requests can only be used with the same parameters they were first used"
                                + " with."));
    }

    static StripeAnswer unavailable() {
        return error(503, Json.object("type", "api_error", "message", "The provider is down."));
    }

    static StripeAnswer failed() {
        return error(500, Json.object("type", "api_error", "message", "Something went wrong."));
    }

    StripeAnswer replay() {
        return new StripeAnswer(status, body, true);
    }

    private static StripeAnswer error(int status, Map<String, @Nullable Object> error) {
        return new StripeAnswer(status, Json.write(Json.object("error", error)), false);
    }
}
