package dev.ares.payment.adapter.stripe;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;

import dev.ares.payment.application.WebhookHint;
import dev.ares.payment.application.WebhookHint.About;
import dev.ares.payment.application.Webhooks;

/**
 * Proves webhooks by their signature, and reads nothing but ids and the type from them: the SDK's model may be older than
 * Stripe.
 */
public final class StripeWebhooks implements Webhooks.Verifier {

    private final String secret;
    private final Duration tolerance;
    private final Clock clock;

    /** @param tolerance how old a signature may be, so that an intercepted one cannot be sent for ever */
    public StripeWebhooks(String secret, Duration tolerance, Clock clock) {
        this.secret = secret;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    @Override
    public Optional<WebhookHint> verify(String payload, String signature) {
        if (!isProven(payload, signature)) {
            return Optional.empty();
        }
        try {
            JsonObject event = JsonParser.parseString(payload).getAsJsonObject();
            return Optional.of(hint(text(event, "id"), text(event, "type"), child(child(event, "data"), "object")));
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private boolean isProven(String payload, String signature) {
        try {
            return Webhook.Signature.verifyHeader(payload, signature, secret, tolerance.toSeconds(), clock);
        } catch (SignatureVerificationException | RuntimeException e) {
            // The SDK reads the header, which is anybody's, by indices and as numbers: what it trips over is not
            // proven.
            return false;
        }
    }

    /** What the event is about: a refund, a payment, or something that belongs to a payment, such as a charge. */
    private static WebhookHint hint(String id, String type, JsonObject object) {
        String kind = text(object, "object");
        if (kind.equals("refund")) {
            return new WebhookHint(id, type, About.REFUND, text(object, "id"));
        }
        String payment = text(object, kind.equals("payment_intent") ? "id" : "payment_intent");
        return new WebhookHint(id, type, payment.isEmpty() ? About.SOMETHING_ELSE : About.PAYMENT, payment);
    }

    private static JsonObject child(JsonObject parent, String name) {
        JsonElement child = parent.get(name);
        return child != null && child.isJsonObject() ? child.getAsJsonObject() : new JsonObject();
    }

    private static String text(JsonObject parent, String name) {
        JsonElement value = parent.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
