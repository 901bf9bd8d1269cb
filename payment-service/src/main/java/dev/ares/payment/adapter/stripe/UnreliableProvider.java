package dev.ares.payment.adapter.stripe;

import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.faults.CrashPoints;
import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFaults;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;

/**
 * A provider that is as bad as an admin says: a call leaves late; fails before anything was done; is lost, itself or the
 * answer to it, so that the money may have moved; arrives twice under the same key; or leaves after a later one. Whatever
 * is lost is answered by "unknown", as the port wants it.
 */
public final class UnreliableProvider implements PaymentProvider {

    private static final String LOST = "injected: no answer";

    private final PaymentProvider provider;
    private final UnreliableCalls calls;

    UnreliableProvider(PaymentProvider provider, InjectedFaults faults) {
        this.provider = provider;
        this.calls = new UnreliableCalls(faults);
    }

    /** The provider itself where fault switches are off. */
    public static PaymentProvider of(PaymentProvider provider, @Nullable InjectedFaults faults, CrashPoints points) {
        points.add(Hop.PROVIDER, "pay");
        points.add(Hop.PROVIDER, "refund");
        return faults == null ? provider : new UnreliableProvider(provider, faults);
    }

    @Override
    public Mono<ProviderAnswer> pay(Payment payment) {
        return call("pay", () -> provider.pay(payment), new ProviderAnswer.Unknown(LOST));
    }

    @Override
    public Mono<ProviderAnswer> find(String orderId) {
        return call("find", () -> provider.find(orderId), new ProviderAnswer.Unknown(LOST));
    }

    @Override
    public Mono<ProviderPayment> fetch(String reference) {
        ProviderPayment lost = new ProviderPayment("", new ProviderAnswer.Unknown(LOST));
        return call("fetch", () -> provider.fetch(reference), lost);
    }

    @Override
    public Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount) {
        return call("refund", () -> provider.refund(refundId, reference, amount), new RefundAnswer.Unknown(LOST));
    }

    @Override
    public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
        return call("findRefund", () -> provider.findRefund(refundId, reference), new RefundAnswer.Unknown(LOST));
    }

    @Override
    public Mono<ProviderRefund> fetchRefund(String reference) {
        return call("fetchRefund", () -> provider.fetchRefund(reference), new ProviderRefund.Unknown(LOST));
    }

    private <T> Mono<T> call(String method, Supplier<Mono<T>> call, T lost) {
        return calls.call(method, call, Mono.just(lost));
    }
}
