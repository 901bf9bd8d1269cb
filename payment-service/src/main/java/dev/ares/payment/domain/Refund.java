package dev.ares.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Money to be given back. Immutable; a transition returns the refund as it then is, the same one when it tells nothing
 * new, and fails with {@link IllegalTransition} when it contradicts what is known.
 *
 * @param reference the provider's own id, known once succeeded
 * @param reason known once refused
 * @param detail the provider's words of a refusal, or why the outcome is unknown
 * @param attempts how often the provider was asked without a definite answer
 * @param dueAt when the provider is asked next unless whoever holds the refund records an outcome before; absent once
 *     final
 * @param version counts the stored states
 */
public record Refund(
        RefundRequest request,
        RefundStatus status,
        @Nullable String reference,
        @Nullable RefundRefusal reason,
        String detail,
        int attempts,
        @Nullable Instant dueAt,
        Instant createdAt,
        long version)
        implements Leased {

    /** Where a refund stands. Only {@link #SUCCEEDED} and {@link #REFUSED} are final. */
    public enum RefundStatus {
        /** Set aside from what is captured; the provider's answer is not known. */
        PENDING,
        SUCCEEDED,
        /** Refused definitely; what was set aside is captured again. */
        REFUSED,
        /** Unknown for longer than patience lasts. It is still set aside, still asked after, and never guessed. */
        PARKED;

        public boolean isFinal() {
            return this == SUCCEEDED || this == REFUSED;
        }
    }

    /** A refund to be given, held by its creator for the lease. */
    public static Refund intended(RefundRequest request, Instant now, Duration lease) {
        return new Refund(request, RefundStatus.PENDING, null, null, "", 0, now.plus(lease), now, 0);
    }

    @Override
    public UUID id() {
        return request.id();
    }

    @Override
    public String orderId() {
        return request.orderId();
    }

    @Override
    public Kind kind() {
        return Kind.REFUND;
    }

    @Override
    public String outcome() {
        return reference == null ? status.name() : status + " " + reference;
    }

    @Override
    public boolean isParked() {
        return status == RefundStatus.PARKED;
    }

    public Money amount() {
        return request.amount();
    }

    /** Not to be given: more was asked for than is left. The provider must not have been asked. */
    public Refund exceedsCaptured() {
        return transition(
                RefundStatus.REFUSED,
                null,
                RefundRefusal.EXCEEDS_CAPTURED,
                amount() + " is more than is left of what was captured",
                null);
    }

    /** Applies what the provider said. */
    public Refund told(RefundAnswer answer, Instant now, Patience patience) {
        if (answer instanceof RefundAnswer.Refunded refunded) {
            boolean known =
                    status == RefundStatus.SUCCEEDED && refunded.reference().equals(reference);
            return known ? this : transition(RefundStatus.SUCCEEDED, refunded.reference(), null, "", null);
        }
        if (answer instanceof RefundAnswer.Refused refused) {
            return status == RefundStatus.REFUSED
                    ? this
                    : transition(RefundStatus.REFUSED, null, RefundRefusal.REFUND_REFUSED, refused.why(), null);
        }
        return unanswered(((RefundAnswer.Unknown) answer).why(), now, patience);
    }

    /** Still unknown: due again later, or parked when patience is over. Says nothing to a final refund. */
    public Refund unanswered(String why, Instant now, Patience patience) {
        if (status.isFinal()) {
            return this;
        }
        boolean parked = status == RefundStatus.PARKED || patience.isOver(createdAt, now);
        Instant due = parked ? now.plus(patience.parkedPause()) : patience.next(attempts, now);
        return transition(parked ? RefundStatus.PARKED : RefundStatus.PENDING, null, null, why, due);
    }

    /**
     * Refused by the word of somebody who has looked at the provider.
     *
     * @param searched what the provider said when it was searched for right now; empty when it has no trace of it
     * @param keyLifetime how long the provider is trusted to remember an idempotency key; until then it may answer by it
     * @param lease for how long somebody holds it to ask for it, which is what it is due in while that goes on
     */
    public Refund foundNotGiven(Optional<RefundAnswer> searched, Duration keyLifetime, Duration lease, Instant now) {
        if (status != RefundStatus.PARKED) {
            throw new IllegalTransition("refund " + id() + " is " + status + " (expected: PARKED)");
        }
        if (createdAt.plus(keyLifetime).isAfter(now)) {
            throw new IllegalTransition(
                    "refund " + id() + " may still be given by the provider (expected: asked for more than "
                            + keyLifetime.toHours() + " hours ago)");
        }
        if (dueAt == null || !dueAt.isAfter(now.plus(lease))) {
            throw new IllegalTransition("refund " + id() + " is being asked for right now (expected: nobody at it; look"
                    + " again in " + lease.toSeconds() + " seconds)");
        }
        if (searched.isPresent()) {
            throw new IllegalTransition("refund " + id() + ": the provider says " + searched.get()
                    + " (expected: that it has no trace of it)");
        }
        return transition(RefundStatus.REFUSED, null, RefundRefusal.REFUND_REFUSED, "not_given", null);
    }

    private Refund transition(
            RefundStatus to,
            @Nullable String reference,
            @Nullable RefundRefusal reason,
            String detail,
            @Nullable Instant due) {
        if (status.isFinal()) {
            throw new IllegalTransition("refund " + id() + ": " + status + " -> " + to + ", " + this.reference + " -> "
                    + reference + " (expected: no change once final)");
        }
        int asked = to.isFinal() ? attempts : attempts + 1;
        return new Refund(request, to, reference, reason, detail, asked, due, createdAt, version + 1);
    }
}
