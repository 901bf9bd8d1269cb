package dev.ares.payment.adapter.stripe;

import java.util.UUID;
import java.util.concurrent.Callable;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.observability.BlockingBoundary;
import dev.ares.observability.RequestThreadLocals;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;
import dev.ares.resilience.BlockingWork;
import dev.ares.resilience.NotCalled;
import dev.ares.resilience.RemoteCall;

/**
 * The provider behind its scheduler, bulkhead, circuit breaker and time-out. The breaker counts faults only, declines are
 * answers; while it is open, nothing is sent. No call is repeated here, not even with its key.
 */
@BlockingBoundary("Stripe's client blocks; its calls run on a bounded scheduler of their own")
public final class StripeProvider implements PaymentProvider {

    private static final Logger LOG = LoggerFactory.getLogger(StripeProvider.class);

    private static final int LONGEST_WORDS = 200;

    private final StripeCalls calls;
    private final StripeRefunds refunds;
    private final Scheduler scheduler;
    private final RemoteCall provider;

    /** @param provider with a time-out of one port call, which may be several requests */
    public StripeProvider(StripeClient stripe, Scheduler scheduler, RemoteCall provider) {
        this.calls = new StripeCalls(stripe);
        this.refunds = new StripeRefunds(stripe);
        this.scheduler = scheduler;
        this.provider = provider;
    }

    @Override
    public Mono<ProviderAnswer> pay(Payment payment) {
        return guarded("pay", () -> calls.pay(payment))
                .onErrorResume(NotCalled.class, fault -> Mono.just(new ProviderAnswer.NotAsked(describe(fault))))
                .onErrorResume(NeverSent.class, fault -> Mono.just(new ProviderAnswer.NotAsked(describe(fault))))
                .onErrorResume(fault -> unknown(fault));
    }

    @Override
    public Mono<ProviderAnswer> find(String orderId) {
        return guarded("find", () -> calls.find(orderId)).onErrorResume(fault -> unknown(fault));
    }

    @Override
    public Mono<ProviderPayment> fetch(String reference) {
        return guarded("fetch", () -> calls.fetch(reference))
                .flatMap(Mono::justOrEmpty)
                .onErrorResume(fault -> unknown(fault).map(answer -> new ProviderPayment("", answer)));
    }

    @Override
    public Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount) {
        return guarded("refund", () -> refunds.give(refundId, reference, amount))
                .onErrorResume(fault -> Mono.just(new RefundAnswer.Unknown(describe(fault))));
    }

    @Override
    public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
        return guarded("find refund", () -> refunds.find(refundId, reference))
                .flatMap(Mono::justOrEmpty)
                .onErrorResume(fault -> Mono.just(new RefundAnswer.Unknown(describe(fault))));
    }

    @Override
    public Mono<ProviderRefund> fetchRefund(String reference) {
        return guarded("fetch refund", () -> refunds.fetch(reference))
                .flatMap(Mono::justOrEmpty)
                .onErrorResume(fault -> Mono.just(new ProviderRefund.Unknown(describe(fault))));
    }

    private <T> Mono<T> guarded(String call, Callable<T> work) {
        return provider.once(BlockingWork.on(scheduler, work))
                .doOnEach(RequestThreadLocals.onError(fault -> LOG.warn("provider: {}: {}", call, describe(fault))));
    }

    private static Mono<ProviderAnswer> unknown(Throwable fault) {
        return Mono.just(new ProviderAnswer.Unknown(describe(fault)));
    }

    /** Of a request that was turned away: whoever has to decide what to do about it needs to know why. */
    private static String words(StripeException fault) {
        if (!(fault instanceof InvalidRequestException) || fault.getMessage() == null) {
            return "";
        }
        String oneLine = fault.getMessage().replaceAll("\\s+", " ");
        return ": " + oneLine.substring(0, Math.min(oneLine.length(), LONGEST_WORDS));
    }

    static String describe(Throwable fault) {
        if (fault instanceof NotCalled || fault instanceof NeverSent) {
            return String.valueOf(fault.getMessage());
        }
        if (fault instanceof StripeException stripe) {
            return stripe.getClass().getSimpleName() + ", status " + stripe.getStatusCode() + ", code "
                    + stripe.getCode() + words(stripe);
        }
        return fault.toString();
    }
}
