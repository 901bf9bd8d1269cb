package dev.ares.payment.adapter.stripe;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCreateParams;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.faults.CrashPoints;
import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFaults;
import dev.ares.observability.BlockingBoundary;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.resilience.BlockingWork;
import dev.ares.resilience.RemoteCall;

/**
 * Payments in two requests: the money is held first, and taken or let go later. The first is repeated under its key to find
 * what it held, so nothing of it needs to be remembered here.
 */
@BlockingBoundary("Stripe's client blocks; its calls run on the bounded scheduler of all its calls")
public final class StripeHolds {

    /** What the provider said of a wish to hold money. */
    public sealed interface Hold {

        record Held(String reference) implements Hold {}

        /** Not held, and never will be: the provider refused, or took it, or let it go before. */
        record NotHeld(ProviderAnswer answer) implements Hold {}
    }

    private static final String HELD = "requires_capture";
    private static final String HOLD = "hold";
    private static final String LET_GO = "let_go";

    private final StripeClient stripe;
    private final Scheduler scheduler;
    private final RemoteCall provider;
    private final ObservedCalls observed;
    private final UnreliableCalls unreliable;

    public StripeHolds(
            StripeClient stripe,
            Scheduler scheduler,
            RemoteCall provider,
            ObservationRegistry observations,
            InjectedFaults faults) {
        this.stripe = stripe;
        this.scheduler = scheduler;
        this.provider = provider;
        this.observed = new ObservedCalls(observations);
        this.unreliable = new UnreliableCalls(faults);
    }

    /** Where a process can be made to die while it calls. */
    public static void addTo(CrashPoints points) {
        points.add(Hop.PROVIDER, HOLD);
        points.add(Hop.PROVIDER, LET_GO);
    }

    /** Holds an order's money, once; an error when the outcome is not known. */
    public Mono<Hold> hold(PaymentRequest payment) {
        return call(HOLD, hold -> hold instanceof Hold.Held ? "held" : "refused", () -> create(payment));
    }

    /** Takes what is held; an error when the outcome is not known. For {@link PaymentProvider#pay}, which is observed. */
    public Mono<ProviderAnswer> take(PaymentRequest payment) {
        return provider.once(BlockingWork.on(scheduler, () -> {
            Hold hold = create(payment);
            return hold instanceof Hold.Held held ? capture(held.reference()) : ((Hold.NotHeld) hold).answer();
        }));
    }

    /** Whether anything was held; it is not any more. An error when the outcome is not known. */
    public Mono<Boolean> letGo(PaymentRequest payment) {
        return call(LET_GO, held -> held ? "let_go" : "not_held", () -> {
            Hold hold = create(payment);
            return hold instanceof Hold.Held held && cancel(held.reference());
        });
    }

    private <T> Mono<T> call(String method, Function<T, String> outcome, Callable<T> work) {
        Mono<T> lost = Mono.error(() -> new IllegalStateException("injected: no answer"));
        return observed.observe(
                method,
                Map.of(),
                outcome,
                unreliable.call(method, () -> provider.once(BlockingWork.on(scheduler, work)), lost));
    }

    private Hold create(PaymentRequest payment) throws StripeException {
        String key = "ares-payment-" + payment.orderId();
        Hold hold = create(payment, key);
        // As a payment without holding does: an address that the provider does not like costs the receipt only.
        return hold instanceof Hold.NotHeld not && not.answer() instanceof ProviderAnswer.AddressRefused
                ? create(anonymous(payment), key + "-no-receipt")
                : hold;
    }

    private Hold create(PaymentRequest payment, String key) throws StripeException {
        try {
            PaymentIntent intent = stripe.v1().paymentIntents().create(parameters(payment), StripeCalls.key(key));
            if (intent.getStatus().equals("requires_action")) {
                cancel(intent.getId());
                intent = stripe.v1().paymentIntents().retrieve(intent.getId());
            }
            return intent.getStatus().equals(HELD)
                    ? new Hold.Held(intent.getId())
                    : new Hold.NotHeld(Answers.of(intent));
        } catch (CardException declined) {
            return new Hold.NotHeld(Answers.refused(declined));
        } catch (InvalidRequestException invalid) {
            return new Hold.NotHeld(Answers.refused(invalid).orElseThrow(() -> invalid));
        }
    }

    private static PaymentRequest anonymous(PaymentRequest payment) {
        return new PaymentRequest(payment.orderId(), payment.userId(), payment.amount(), payment.method(), "");
    }

    /** An answer repeated by key is as old as the key: what is held no more may be taken, or let go, since. */
    private ProviderAnswer capture(String reference) throws StripeException {
        try {
            return Answers.of(stripe.v1().paymentIntents().capture(reference));
        } catch (InvalidRequestException moved) {
            return Answers.of(stripe.v1().paymentIntents().retrieve(reference));
        }
    }

    private boolean cancel(String reference) throws StripeException {
        try {
            var reason = PaymentIntentCancelParams.builder()
                    .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                    .build();
            stripe.v1().paymentIntents().cancel(reference, reason);
            return true;
        } catch (InvalidRequestException moved) {
            return false;
        }
    }

    private static PaymentIntentCreateParams parameters(PaymentRequest payment) {
        var parameters = PaymentIntentCreateParams.builder()
                .setAmount(payment.amount().amount())
                .setCurrency(payment.amount().currency().toLowerCase(Locale.ROOT))
                .setPaymentMethod(payment.method())
                .addPaymentMethodType("card")
                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                .setConfirm(true)
                .putMetadata(StripeCalls.ORDER_ID, payment.orderId());
        if (!payment.receiptEmail().isEmpty()) {
            parameters.setReceiptEmail(payment.receiptEmail());
        }
        return parameters.build();
    }
}
