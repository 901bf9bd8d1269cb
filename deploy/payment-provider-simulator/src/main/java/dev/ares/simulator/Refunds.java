package dev.ares.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Refunds of captured intents, in full or in part, never more than was captured. */
final class Refunds {

    private final Ledger ledger;
    private final IdempotencyKeys keys;
    private final Webhooks webhooks;
    private final Clock clock;

    Refunds(Ledger ledger, IdempotencyKeys keys, Webhooks webhooks, Clock clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    StripeAnswer create(String key, Form form) {
        String fingerprint = IdempotencyKeys.fingerprint("/v1/refunds", form);
        return keys.begin(key, fingerprint).orElseGet(() -> {
            Optional<Refund> refund = refund(key, fingerprint, form);
            if (refund.isEmpty()) {
                keys.abandon(key);
                return refused(form);
            }
            Event event = Event.of(refund.get());
            ledger.durable().thenRun(() -> webhooks.send(event, Duration.ZERO));
            return refund.get().answer();
        });
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

    private Optional<Refund> refund(String key, String fingerprint, Form form) {
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
                clock.instant().getEpochSecond(),
                key,
                form.nested("metadata"));
        return amount > 0 && ledger.add(refund, fingerprint) ? Optional.of(refund) : Optional.empty();
    }

    private StripeAnswer refused(Form form) {
        String id = form.get("payment_intent");
        Optional<Intent> intent = ledger.intent(id);
        if (intent.isEmpty()) {
            return StripeAnswer.missing("payment_intent", id);
        }
        if (!intent.get().captured()) {
            return StripeAnswer.invalid("charge_not_captured", "payment_intent", "Nothing was captured: " + id);
        }
        if (ledger.refundedOf(id) == intent.get().amount()) {
            return StripeAnswer.invalid("charge_already_refunded", "payment_intent", "Already refunded: " + id);
        }
        return StripeAnswer.invalid(
                "amount_too_large", "amount", "amount: " + form.get("amount") + " (expected: at most what is left)");
    }
}
