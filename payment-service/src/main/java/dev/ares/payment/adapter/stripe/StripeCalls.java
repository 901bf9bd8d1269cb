package dev.ares.payment.adapter.stripe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;

import dev.ares.observability.BlockingBoundary;
import dev.ares.payment.application.PaymentProvider.ProviderPayment;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;

/** The requests to Stripe about payments. They block and throw; only what is definite is returned as an answer. */
@BlockingBoundary("Stripe's client blocks")
final class StripeCalls {

    static final String ORDER_ID = "order_id";

    private final StripeClient stripe;

    StripeCalls(StripeClient stripe) {
        this.stripe = stripe;
    }

    /** @throws NeverSent when it is certain that the provider did not hear of the payment */
    ProviderAnswer pay(Payment payment) throws StripeException {
        try {
            PaymentIntent created = create(payment);
            ProviderAnswer answer = settle(created);
            // An answer that the provider repeats by key is as old as the key: what was in progress may have ended
            // since.
            return answer instanceof ProviderAnswer.Unknown
                    ? settle(stripe.v1().paymentIntents().retrieve(created.getId()))
                    : answer;
        } catch (CardException declined) {
            return Answers.refused(declined);
        } catch (InvalidRequestException invalid) {
            return Answers.refused(invalid).orElseThrow(() -> invalid);
        }
    }

    private PaymentIntent create(Payment payment) throws StripeException {
        try {
            return stripe.v1().paymentIntents().create(parameters(payment), key(payment.key()));
        } catch (ApiConnectionException failed) {
            throw NeverSent.ifProvenBy(failed).orElseThrow(() -> failed);
        }
    }

    ProviderAnswer find(String orderId) throws StripeException {
        var query = PaymentIntentSearchParams.builder()
                .setQuery("metadata['" + ORDER_ID + "']:'" + orderId.replaceAll("['\\\\]", "") + "'")
                .setLimit(2L)
                .build();
        List<PaymentIntent> found = stripe.v1().paymentIntents().search(query).getData();
        if (found.isEmpty()) {
            return new ProviderAnswer.NoTrace();
        }
        return found.size() == 1
                ? settle(found.get(0))
                : new ProviderAnswer.Unknown("found " + found.size() + " payments of the order (expected: 1)");
    }

    Optional<ProviderPayment> fetch(String reference) throws StripeException {
        PaymentIntent intent;
        try {
            intent = stripe.v1().paymentIntents().retrieve(reference);
        } catch (InvalidRequestException missing) {
            if ("resource_missing".equals(missing.getCode())) {
                return Optional.empty();
            }
            throw missing;
        }
        Map<String, String> metadata = intent.getMetadata();
        if (metadata == null || !metadata.containsKey(ORDER_ID)) {
            return Optional.empty();
        }
        return Optional.of(new ProviderPayment(metadata.getOrDefault(ORDER_ID, ""), settle(intent)));
    }

    /** What an intent's status means. One that waits for the customer is called off first. */
    private ProviderAnswer settle(PaymentIntent intent) throws StripeException {
        return switch (intent.getStatus()) {
            case "requires_action" -> callOff(intent);
            default -> Answers.of(intent);
        };
    }

    private ProviderAnswer callOff(PaymentIntent intent) throws StripeException {
        var reason = PaymentIntentCancelParams.builder()
                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                .build();
        try {
            return Answers.of(stripe.v1().paymentIntents().cancel(intent.getId(), reason));
        } catch (InvalidRequestException moved) {
            // An answer that the provider repeats by key is as old as the key: the intent may be settled since.
            return Answers.of(stripe.v1().paymentIntents().retrieve(intent.getId()));
        }
    }

    private static PaymentIntentCreateParams parameters(Payment payment) {
        var parameters = PaymentIntentCreateParams.builder()
                .setAmount(payment.amount().amount())
                .setCurrency(payment.amount().currency().toLowerCase(Locale.ROOT))
                .setPaymentMethod(payment.request().method())
                .addPaymentMethodType("card")
                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.AUTOMATIC)
                .setConfirm(true)
                // Nothing but what the order asked for: the same key must come with the same parameters, for ever.
                .putMetadata(ORDER_ID, payment.orderId());
        if (!payment.request().receiptEmail().isEmpty()) {
            parameters.setReceiptEmail(payment.request().receiptEmail());
        }
        return parameters.build();
    }

    static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
