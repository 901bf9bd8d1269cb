package dev.ares.payment.adapter.stripe;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;

import dev.ares.observability.BlockingBoundary;
import dev.ares.payment.application.PaymentProvider.ProviderRefund;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.RefundAnswer;

/** The requests to Stripe about refunds. They block and throw; only what is definite is returned as an answer. */
@BlockingBoundary("Stripe's client blocks")
final class StripeRefunds {

    private static final String REFUND_ID = "refund_id";
    private static final long LARGEST_PAGE = 100;

    private final StripeClient stripe;

    StripeRefunds(StripeClient stripe) {
        this.stripe = stripe;
    }

    RefundAnswer give(UUID refundId, String reference, Money amount) throws StripeException {
        var parameters = RefundCreateParams.builder()
                .setPaymentIntent(reference)
                .setAmount(amount.amount())
                .putMetadata(REFUND_ID, refundId.toString())
                .build();
        try {
            Refund given = stripe.v1().refunds().create(parameters, StripeCalls.key(refundId.toString()));
            // An answer that the provider repeats by key is as old as the key: the refund may be settled since.
            boolean settled = !(Answers.of(given) instanceof RefundAnswer.Unknown);
            return Answers.of(settled ? given : stripe.v1().refunds().retrieve(given.getId()));
        } catch (InvalidRequestException invalid) {
            return Answers.refusedRefund(invalid).orElseThrow(() -> invalid);
        }
    }

    Optional<RefundAnswer> find(UUID refundId, String reference) throws StripeException {
        var all = RefundListParams.builder()
                .setPaymentIntent(reference)
                .setLimit(LARGEST_PAGE)
                .build();
        for (Refund refund : stripe.v1().refunds().list(all).autoPagingIterable()) {
            if (refundId(refund).filter(refundId::equals).isPresent()) {
                return Optional.of(Answers.of(refund));
            }
        }
        return Optional.empty();
    }

    Optional<ProviderRefund> fetch(String reference) throws StripeException {
        try {
            Refund refund = stripe.v1().refunds().retrieve(reference);
            return refundId(refund)
                    .<ProviderRefund>map(id -> new ProviderRefund.Ours(id, Answers.of(refund)))
                    .or(() -> byHand(refund));
        } catch (InvalidRequestException missing) {
            if ("resource_missing".equals(missing.getCode())) {
                return Optional.empty();
            }
            throw missing;
        }
    }

    /** One that failed, or that belongs to no payment, moved nothing of ours. */
    private static Optional<ProviderRefund> byHand(Refund refund) {
        if (refund.getPaymentIntent() == null || Answers.of(refund) instanceof RefundAnswer.Refused) {
            return Optional.empty();
        }
        Money amount = new Money(refund.getAmount(), refund.getCurrency().toUpperCase(Locale.ROOT));
        return Optional.of(new ProviderRefund.ByHand(refund.getId(), refund.getPaymentIntent(), amount));
    }

    /** Our id of it; empty for a refund that somebody gave by hand. */
    private static Optional<UUID> refundId(Refund refund) {
        var metadata = refund.getMetadata();
        String id = metadata == null ? "" : metadata.getOrDefault(REFUND_ID, "");
        try {
            return id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
