package dev.ares.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The one payment of an order. Immutable; a transition returns the payment as it then is, the same one when it tells
 * nothing new, and fails with {@link IllegalTransition} when it contradicts what is known.
 *
 * @param key the provider does the work of one key once; changes only when all that was asked under it was turned away
 * @param reference the provider's own id, known once captured
 * @param reason known once refused
 * @param detail the decline code of a refusal, or why the outcome is unknown
 * @param refunded in minor units, refunds under way included
 * @param attempts how often the provider was asked without a definite answer
 * @param firstSend when this key was first used
 * @param dueAt when the provider is asked next unless whoever holds the payment records an outcome before; absent once
 *     final
 * @param version counts the stored states
 */
public record Payment(
        UUID id,
        PaymentRequest request,
        String key,
        PaymentStatus status,
        @Nullable String reference,
        @Nullable RefusalReason reason,
        String detail,
        long refunded,
        int attempts,
        FirstSend firstSend,
        @Nullable Instant dueAt,
        Instant createdAt,
        long version)
        implements Leased {

    /** A payment to be taken, held by its creator for the lease, and not sent. The key is the order's, so it outlives the row. */
    public static Payment intended(PaymentRequest request, Instant now, Duration lease) {
        String key = "ares-payment-" + request.orderId();
        return new Payment(
                UUID.randomUUID(),
                request,
                key,
                PaymentStatus.PENDING,
                null,
                null,
                "",
                0,
                0,
                FirstSend.NEVER,
                now.plus(lease),
                now,
                0);
    }

    /** This state, about to be sent by whoever stores it. */
    public Payment claimed(Instant now) {
        return with(firstSend.claimed(now));
    }

    @Override
    public boolean isClaimed() {
        return firstSend.at() != null;
    }

    @Override
    public String orderId() {
        return request.orderId();
    }

    @Override
    public Kind kind() {
        return Kind.PAYMENT;
    }

    @Override
    public String outcome() {
        return reference == null ? status.name() : status + " " + reference;
    }

    @Override
    public boolean isParked() {
        return status == PaymentStatus.PARKED;
    }

    public Money amount() {
        return request.amount();
    }

    /** Whether this is the payment asked for: same order, same amount, same method. */
    public boolean answers(PaymentRequest asked) {
        return request.orderId().equals(asked.orderId())
                && request.amount().equals(asked.amount())
                && request.method().equals(asked.method());
    }

    /** Applies what the provider said. */
    public Payment told(ProviderAnswer answer, Instant now, Patience patience) {
        if (answer instanceof ProviderAnswer.Captured captured) {
            return captured(captured.reference(), captured.amount());
        }
        if (answer instanceof ProviderAnswer.Refused refused) {
            return refused(refused.reason(), refused.detail());
        }
        if (answer instanceof ProviderAnswer.AddressRefused address) {
            return request.receiptEmail().isEmpty()
                    ? unanswered(address.detail(), now, patience)
                    : withoutReceipt(address.detail(), now);
        }
        if (answer instanceof ProviderAnswer.NotAsked notAsked) {
            return status.isFinal() ? this : with(firstSend.notAsked()).unanswered(notAsked.why(), now, patience);
        }
        return unanswered(whyUnknown(answer), now, patience);
    }

    private static String whyUnknown(ProviderAnswer answer) {
        return answer instanceof ProviderAnswer.Unknown unknown ? unknown.why() : "no trace of it at the provider";
    }

    /** The money was taken. Harmless when it is known already. */
    public Payment captured(String reference, Money taken) {
        if (status == PaymentStatus.CAPTURED && reference.equals(this.reference)) {
            return this;
        }
        if (!taken.equals(amount())) {
            throw new IllegalTransition("payment " + id + ": captured " + taken + " (expected: " + amount() + ")");
        }
        return transition(PaymentStatus.CAPTURED, reference, null, "", null);
    }

    /** Definitely not taken. Harmless when it is known already; the first reason stands. */
    public Payment refused(RefusalReason reason, String detail) {
        if (status == PaymentStatus.REFUSED) {
            return this;
        }
        return transition(PaymentStatus.REFUSED, null, reason, detail, null);
    }

    /**
     * An operator has looked at the provider: it was not taken. Fails with {@link IllegalTransition} as long as the provider
     * may tell, or take it: before patience is over, as long as it was never sent, while the key may be remembered, and when
     * a search does not say plainly that there is no trace.
     *
     * @param searched what the provider says now when it is asked for the order's payment
     * @param keyLifetime how long the provider is trusted to remember a key
     */
    public Payment foundNotTaken(ProviderAnswer searched, Duration keyLifetime, Instant now) {
        if (status != PaymentStatus.PARKED) {
            throw new IllegalTransition("payment " + id + " is " + status + " (expected: PARKED)");
        }
        if (firstSend.at() == null) {
            throw new IllegalTransition(
                    "payment " + id + " was never sent (expected: one that was; redriven, this one is sent)");
        }
        if (firstSend.mayBeRemembered(keyLifetime, now)) {
            throw new IllegalTransition(
                    "payment " + id + " may still be taken by the provider (expected: first asked for more than "
                            + keyLifetime.toHours() + " hours ago)");
        }
        if (!(searched instanceof ProviderAnswer.NoTrace)) {
            throw new IllegalTransition(
                    "payment " + id + ": the provider says " + searched + " (expected: that it has no trace of it)");
        }
        return refused(RefusalReason.PAYMENT_DECLINED, "not_taken");
    }

    /** Still unknown: due again later, or parked when patience is over. Says nothing to a final payment. */
    public Payment unanswered(String why, Instant now, Patience patience) {
        if (status.isFinal()) {
            return this;
        }
        boolean parked = status == PaymentStatus.PARKED || patience.isOver(createdAt, now);
        Instant due = parked ? now.plus(patience.parkedPause()) : patience.next(attempts, now);
        return transition(parked ? PaymentStatus.PARKED : PaymentStatus.PENDING, null, null, why, due);
    }

    /**
     * To be asked for again at once, without the address that the provider turned away. A key goes with one set of
     * parameters, so this takes another. It is stored before it is used: until then only the first key was ever asked,
     * and turned away; from then on only the second is. Asking the first again could charge twice, should the provider
     * have changed its mind about the address. Says nothing to a final payment.
     */
    private Payment withoutReceipt(String why, Instant now) {
        if (status.isFinal()) {
            return this;
        }
        var anonymous = new PaymentRequest(request.orderId(), request.userId(), request.amount(), request.method(), "");
        String next = key + "-no-receipt";
        return new Payment(
                id,
                anonymous,
                next,
                status,
                null,
                null,
                why,
                refunded,
                attempts,
                FirstSend.NEVER,
                now,
                createdAt,
                version + 1);
    }

    /** The refusal's reason. */
    public Optional<RefusalReason> refusal() {
        return Optional.ofNullable(reason);
    }

    private Payment transition(
            PaymentStatus to,
            @Nullable String reference,
            @Nullable RefusalReason reason,
            String detail,
            @Nullable Instant due) {
        if (status.isFinal()) {
            throw new IllegalTransition("payment " + id + ": " + outcome() + " -> " + to
                    + (reference == null ? "" : " " + reference) + " (expected: no change once final)");
        }
        int asked = to.isFinal() ? attempts : attempts + 1;
        return new Payment(
                id,
                request,
                key,
                to,
                reference,
                reason,
                detail,
                refunded,
                asked,
                firstSend.asked(),
                due,
                createdAt,
                version + 1);
    }

    private Payment with(FirstSend send) {
        return new Payment(
                id, request, key, status, reference, reason, detail, refunded, attempts, send, dueAt, createdAt,
                version);
    }
}
