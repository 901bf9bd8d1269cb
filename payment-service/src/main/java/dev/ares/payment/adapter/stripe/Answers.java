package dev.ares.payment.adapter.stripe;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import org.jspecify.annotations.Nullable;

import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;
import dev.ares.payment.domain.RefusalReason;

/** What Stripe's words mean. A refusal is only what is listed here; everything else is unknown. */
final class Answers {

    /** Turned away before any work because of what the customer chose or what it costs, not because of a bug of ours. */
    private static final Set<String> REFUSED_PARAMETERS = Set.of("payment_method", "amount", "currency");

    private static final Set<String> REFUSED_REFUNDS = Set.of(
            "charge_already_refunded",
            "amount_too_large",
            "charge_not_captured",
            "charge_disputed",
            "refund_disputed_payment");

    private Answers() {}

    static ProviderAnswer of(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" ->
                new ProviderAnswer.Captured(
                        intent.getId(),
                        new Money(
                                intent.getAmountReceived(), intent.getCurrency().toUpperCase(Locale.ROOT)));
            case "canceled" ->
                "abandoned".equals(intent.getCancellationReason())
                        ? new ProviderAnswer.Refused(RefusalReason.PAYMENT_ACTION_REQUIRED, "authentication_required")
                        : new ProviderAnswer.Refused(RefusalReason.PAYMENT_DECLINED, "canceled");
            case "requires_payment_method" -> declined(intent.getLastPaymentError());
            default -> new ProviderAnswer.Unknown("the provider's payment is " + intent.getStatus());
        };
    }

    static ProviderAnswer refused(CardException declined) {
        return declined("authentication_required", declined.getDeclineCode(), declined.getCode());
    }

    static Optional<ProviderAnswer> refused(InvalidRequestException invalid) {
        String parameter = String.valueOf(invalid.getParam());
        if (parameter.equals("receipt_email")) {
            return Optional.of(new ProviderAnswer.AddressRefused("receipt_email: " + invalid.getCode()));
        }
        return REFUSED_PARAMETERS.contains(parameter)
                ? Optional.of(new ProviderAnswer.Refused(
                        RefusalReason.PAYMENT_DECLINED, invalid.getCode() == null ? parameter : invalid.getCode()))
                : Optional.empty();
    }

    static RefundAnswer of(Refund refund) {
        return switch (refund.getStatus()) {
            case "succeeded" -> new RefundAnswer.Refunded(refund.getId());
            case "failed", "canceled" -> new RefundAnswer.Refused(String.valueOf(refund.getFailureReason()));
            default -> new RefundAnswer.Unknown("the provider's refund is " + refund.getStatus());
        };
    }

    static Optional<RefundAnswer> refusedRefund(InvalidRequestException invalid) {
        String code = String.valueOf(invalid.getCode());
        return REFUSED_REFUNDS.contains(code) ? Optional.of(new RefundAnswer.Refused(code)) : Optional.empty();
    }

    private static ProviderAnswer declined(@Nullable StripeError error) {
        return error == null
                ? new ProviderAnswer.Unknown("the provider's payment was not attempted")
                : declined("authentication_required", error.getDeclineCode(), error.getCode());
    }

    private static ProviderAnswer declined(String needsAction, @Nullable String declineCode, @Nullable String code) {
        boolean action = needsAction.equals(declineCode) || needsAction.equals(code);
        String detail = declineCode != null ? declineCode : code != null ? code : "card_declined";
        return new ProviderAnswer.Refused(
                action ? RefusalReason.PAYMENT_ACTION_REQUIRED : RefusalReason.PAYMENT_DECLINED, detail);
    }
}
