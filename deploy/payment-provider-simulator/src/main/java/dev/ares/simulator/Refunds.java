package dev.ares.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Refunds of captured intents, in full or in part, never more than was captured, with the behaviour that the payment
 * method's name asks for.
 */
final class Refunds {

    private static final int REFUSED_WHEN_DOWN = 3;

    private final SimulatorSettings settings;
    private final Ledger ledger;
    private final IdempotencyKeys keys;
    private final Webhooks webhooks;
    private final Clock clock;

    Refunds(SimulatorSettings settings, Ledger ledger, IdempotencyKeys keys, Webhooks webhooks, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.keys = keys;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    CompletableFuture<StripeAnswer> create(String key, Form form) {
        String fingerprint = IdempotencyKeys.fingerprint("/v1/refunds", form);
        Optional<StripeAnswer> known = keys.begin(key, fingerprint);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        Behaviour behaviour = ledger.intent(form.get("payment_intent"))
                .flatMap(intent -> Behaviour.of(intent.method()))
                .orElse(Behaviour.APPROVED);
        return switch (behaviour) {
            case REFUND_SLOW -> later(settings.slow(), () -> give(key, fingerprint, form, behaviour));
            case REFUND_SILENT_AFTER_SUCCESS -> {
                StripeAnswer answer = give(key, fingerprint, form, behaviour);
                yield later(settings.silence(), () -> answer);
            }
            default -> CompletableFuture.completedFuture(give(key, fingerprint, form, behaviour));
        };
    }

    StripeAnswer retrieve(String id) {
        return ledger.refund(id)
                .map(refund -> StripeAnswer.ok(refund.toJson()))
                .orElseGet(() -> StripeAnswer.missing("refund", id));
    }

    StripeAnswer list(Form query) {
        String intent = query.get("payment_intent");
        var found = ledger.refunds(refund -> intent.isEmpty() || intent.equals(refund.intent()));
        return Pages.of("list", "/v1/refunds", query, found, Refund::id, Refund::toJson);
    }

    /** Goes on with what the last process left pending. */
    void resume() {
        ledger.refunds(refund -> refund.status().equals(Refund.PENDING)).forEach(this::settleLater);
    }

    private StripeAnswer give(String key, String fingerprint, Form form, Behaviour behaviour) {
        if (behaviour == Behaviour.REFUND_DOWN && keys.refuse(key, REFUSED_WHEN_DOWN)) {
            keys.abandon(key);
            return StripeAnswer.unavailable();
        }
        Optional<Refund> given =
                behaviour == Behaviour.REFUND_REFUSED ? Optional.empty() : refund(key, fingerprint, form, behaviour);
        if (given.isEmpty()) {
            keys.abandon(key);
            return refused(form, behaviour);
        }
        announce(Event.of(given.get()));
        if (given.get().status().equals(Refund.PENDING)) {
            settleLater(given.get());
        }
        return given.get().answer();
    }

    private Optional<Refund> refund(String key, String fingerprint, Form form, Behaviour behaviour) {
        Optional<Intent> intent = ledger.intent(form.get("payment_intent"));
        if (intent.isEmpty() || !form.get("amount").matches("|[1-9]\\d{0,7}")) {
            return Optional.empty();
        }
        String id = intent.get().id();
        long amount = form.has("amount") ? form.number("amount") : intent.get().amount() - ledger.refundedOf(id);
        var refund = new Refund(
                "re_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24),
                id,
                amount,
                intent.get().currency(),
                behaviour.refundStatus(),
                clock.instant().getEpochSecond(),
                key,
                form.nested("metadata"));
        return amount > 0 && ledger.add(refund, fingerprint) ? Optional.of(refund) : Optional.empty();
    }

    private void settleLater(Refund refund) {
        boolean fails = ledger.intent(refund.intent())
                .flatMap(intent -> Behaviour.of(intent.method()))
                .filter(Behaviour.REFUND_FAILED::equals)
                .isPresent();
        var unused = later(settings.slow(), () -> ledger.settle(refund.id(), fails ? Refund.FAILED : Refund.SUCCEEDED))
                .thenAccept(settled -> settled.map(Event::settled).ifPresent(this::announce));
    }

    private StripeAnswer refused(Form form, Behaviour behaviour) {
        String id = form.get("payment_intent");
        Optional<Intent> intent = ledger.intent(id);
        if (intent.isEmpty()) {
            return StripeAnswer.missing("payment_intent", id);
        }
        if (!intent.get().captured()) {
            return StripeAnswer.invalid("charge_not_captured", "payment_intent", "Nothing was captured: " + id);
        }
        if (behaviour == Behaviour.REFUND_REFUSED) {
            return StripeAnswer.invalid("charge_disputed", "payment_intent", "The charge is disputed: " + id);
        }
        if (ledger.refundedOf(id) == intent.get().amount()) {
            return StripeAnswer.invalid("charge_already_refunded", "payment_intent", "Already refunded: " + id);
        }
        return StripeAnswer.invalid(
                "amount_too_large", "amount", "amount: " + form.get("amount") + " (expected: at most what is left)");
    }

    private void announce(Event event) {
        ledger.durable().thenRun(() -> webhooks.send(event, Duration.ZERO));
    }

    private static <T> CompletableFuture<T> later(Duration delay, java.util.function.Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Payments.after(delay));
    }
}
