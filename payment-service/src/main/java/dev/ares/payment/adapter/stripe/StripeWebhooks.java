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
import dev.ares.payment.application.Webhooks;

/** Proves webhooks by their signature, and reads nothing but ids from them: the SDK's model may be older than Stripe. */
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
        try {
            Webhook.Signature.verifyHeader(payload, signature, secret, tolerance.toSeconds(), clock);
            JsonObject event = JsonParser.parseString(payload).getAsJsonObject();
            return Optional.of(new WebhookHint(text(event, "id"), text(event, "type"), reference(event)));
        } catch (SignatureVerificationException | JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String reference(JsonObject event) {
        JsonObject object = child(child(event, "data"), "object");
        return text(object, "object").equals("payment_intent") ? text(object, "id") : text(object, "payment_intent");
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
