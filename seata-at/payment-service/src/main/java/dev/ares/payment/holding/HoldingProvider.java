package dev.ares.payment.holding;

import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.payment.adapter.stripe.StripeHolds;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;

/** The provider, of whom a payment takes what was held for its order before, and holds it first where nothing was. */
final class HoldingProvider implements PaymentProvider {

    private final PaymentProvider provider;
    private final StripeHolds holds;

    HoldingProvider(PaymentProvider provider, StripeHolds holds) {
        this.provider = provider;
        this.holds = holds;
    }

    @Override
    public Mono<ProviderAnswer> pay(Payment payment) {
        return holds.take(payment.request())
                .onErrorResume(fault -> Mono.just(new ProviderAnswer.Unknown(fault.toString())));
    }

    @Override
    public Mono<ProviderAnswer> find(String orderId) {
        return provider.find(orderId);
    }

    @Override
    public Mono<ProviderPayment> fetch(String reference) {
        return provider.fetch(reference);
    }

    @Override
    public Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount) {
        return provider.refund(refundId, reference, amount);
    }

    @Override
    public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
        return provider.findRefund(refundId, reference);
    }

    @Override
    public Mono<ProviderRefund> fetchRefund(String reference) {
        return provider.fetchRefund(reference);
    }
}
