package dev.ares.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** PaymentIntents: created and confirmed in one call, with the behaviour that the payment method's name asks for. */
final class Payments {

    private static final int REFUSED_WHEN_DOWN = 3;
    private static final long LARGEST_AMOUNT = 99_999_999;
    /** None at all, or ASCII with a domain of at least two labels. */
    private static final String ADDRESS = "|[!-?A-~]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+";

    private static final Pattern METADATA_QUERY =
            Pattern.compile("metadata\\[['\"](\\w+)['\"]]\\s*:\\s*['\"]([^'\"]*)['\"]");

    private final SimulatorSettings settings;
    private final Ledger ledger;
    private final IdempotencyKeys keys;
    private final Webhooks webhooks;
    private final Clock clock;

    Payments(SimulatorSettings settings, Ledger ledger, IdempotencyKeys keys, Webhooks webhooks, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.keys = keys;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    CompletableFuture<StripeAnswer> create(String key, Form form) {
        String fingerprint = IdempotencyKeys.fingerprint("/v1/payment_intents", form);
        Optional<StripeAnswer> known = keys.begin(key, fingerprint);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        if (!form.get("receipt_email").matches(ADDRESS)) {
            StripeAnswer answer = StripeAnswer.invalid(
                    "email_invalid", "receipt_email", "Invalid email address: " + form.get("receipt_email"));
            keys.finish(key, fingerprint, () -> answer);
            return CompletableFuture.completedFuture(answer);
        }
        Optional<StripeAnswer> turnedAway = turnAway(key, form);
        if (turnedAway.isPresent()) {
            keys.abandon(key);
            return CompletableFuture.completedFuture(turnedAway.get());
        }
        Behaviour behaviour = Behaviour.of(form.get("payment_method")).orElseThrow();
        return switch (behaviour) {
            case SLOW ->
                CompletableFuture.supplyAsync(() -> charge(key, fingerprint, form, behaviour), after(settings.slow()));
            case SILENT_AFTER_SUCCESS -> {
                StripeAnswer answer = charge(key, fingerprint, form, behaviour);
                yield CompletableFuture.supplyAsync(() -> answer, after(settings.silence()));
            }
            default -> CompletableFuture.completedFuture(charge(key, fingerprint, form, behaviour));
        };
    }

    StripeAnswer retrieve(String id) {
        return ledger.intent(id)
                .map(intent -> StripeAnswer.ok(intent.toJson()))
                .orElseGet(() -> StripeAnswer.missing("payment_intent", id));
    }

    StripeAnswer cancel(String id, Form form) {
        String reason = form.has("cancellation_reason") ? form.get("cancellation_reason") : "requested_by_customer";
        Optional<Intent> cancelled = ledger.cancel(id, reason);
        cancelled.ifPresent(intent -> announce(Event.of(intent), Duration.ZERO));
        return cancelled.map(intent -> StripeAnswer.ok(intent.toJson())).orElseGet(() -> not("cancel", id));
    }

    /** All of what is held: partial captures are not simulated. */
    StripeAnswer capture(String id, Form form) {
        Optional<Intent> held = ledger.intent(id);
        if (form.has("amount_to_capture")
                && held.isPresent()
                && form.number("amount_to_capture") != held.get().amount()) {
            return StripeAnswer.invalid(
                    "parameter_invalid_integer",
                    "amount_to_capture",
                    "amount_to_capture: " + form.get("amount_to_capture") + " (expected: all)");
        }
        Optional<Intent> taken = ledger.capture(id);
        taken.ifPresent(intent -> announce(Event.of(intent), Duration.ZERO));
        return taken.map(intent -> StripeAnswer.ok(intent.toJson())).orElseGet(() -> not("capture", id));
    }

    private StripeAnswer not(String possible, String id) {
        return ledger.intent(id)
                .map(intent -> StripeAnswer.invalid(
                        "payment_intent_unexpected_state",
                        "",
                        "You cannot " + possible + " this PaymentIntent because it has a status of " + intent.status()
                                + "."))
                .orElseGet(() -> StripeAnswer.missing("payment_intent", id));
    }

    StripeAnswer list(Form query) {
        return Pages.of("list", "/v1/payment_intents", query, ledger.intents(any -> true), Intent::id, Intent::toJson);
    }

    StripeAnswer search(Form query) {
        var metadata = METADATA_QUERY.matcher(query.get("query"));
        if (!metadata.matches()) {
            return StripeAnswer.invalid(
                    "parameter_invalid", "query", "query: (expected: metadata['name']:'value', and nothing else)");
        }
        String name = metadata.group(1);
        String value = metadata.group(2);
        var found = ledger.intents(intent -> value.equals(intent.metadata().get(name)));
        return Pages.of("search_result", "/v1/payment_intents/search", query, found, Intent::id, Intent::toJson);
    }

    private Optional<StripeAnswer> turnAway(String key, Form form) {
        String amount = form.get("amount");
        if (!amount.matches("[1-9]\\d{0,7}") || Long.parseLong(amount) > LARGEST_AMOUNT) {
            String code = amount.matches("\\d{9,}") ? "amount_too_large" : "parameter_invalid_integer";
            return Optional.of(
                    StripeAnswer.invalid(code, "amount", "amount: " + amount + " (expected: 1 to 99999999)"));
        }
        if (!form.get("currency").matches("[A-Za-z]{3}")) {
            return Optional.of(StripeAnswer.invalid("parameter_missing", "currency", "currency: (expected: ISO 4217)"));
        }
        if (!form.get("confirm").equals("true")) {
            return Optional.of(StripeAnswer.invalid("parameter_missing", "confirm", "confirm: (expected: true)"));
        }
        String method = form.get("payment_method");
        Optional<Behaviour> behaviour = Behaviour.of(method);
        if (behaviour.isEmpty()) {
            return Optional.of(StripeAnswer.invalid(
                    "resource_missing", "payment_method", "No such PaymentMethod: '" + method + "'"));
        }
        boolean down = behaviour.get() == Behaviour.DOWN && keys.refuse(key, REFUSED_WHEN_DOWN);
        return down ? Optional.of(StripeAnswer.unavailable()) : Optional.empty();
    }

    private StripeAnswer charge(String key, String fingerprint, Form form, Behaviour behaviour) {
        var intent = new Intent(
                "pi_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24),
                form.number("amount"),
                form.get("currency").toLowerCase(java.util.Locale.ROOT),
                form.get("payment_method"),
                status(form, behaviour),
                behaviour.declineCode(),
                "",
                clock.instant().getEpochSecond(),
                key,
                form.get("capture_method"),
                form.nested("metadata"));
        ledger.add(intent, fingerprint);
        announce(intent, behaviour);
        return intent.answer();
    }

    private static String status(Form form, Behaviour behaviour) {
        boolean held = behaviour.status().equals(Intent.SUCCEEDED)
                && form.get("capture_method").equals(Intent.MANUAL);
        return held ? Intent.REQUIRES_CAPTURE : behaviour.status();
    }

    private void announce(Intent intent, Behaviour behaviour) {
        Event outcome = Event.of(intent);
        announce(outcome, behaviour == Behaviour.LATE_WEBHOOK ? settings.late() : Duration.ZERO);
        if (behaviour == Behaviour.DUPLICATE_WEBHOOK) {
            announce(outcome, Duration.ofMillis(200));
        }
        if (behaviour == Behaviour.REORDERED_WEBHOOKS) {
            announce(Event.created(intent), Duration.ofSeconds(1));
        }
    }

    private void announce(Event event, Duration delay) {
        ledger.durable().thenRun(() -> webhooks.send(event, delay));
    }

    static Executor after(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}
