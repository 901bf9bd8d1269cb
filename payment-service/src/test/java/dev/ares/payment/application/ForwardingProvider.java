package dev.ares.payment.application;

import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;

/** Another provider, to be changed in one respect. */
class ForwardingProvider implements PaymentProvider {

    private final PaymentProvider provider;

    ForwardingProvider(PaymentProvider provider) {
        this.provider = provider;
    }

    @Override
    public Mono<ProviderAnswer> pay(Payment payment) {
        return provider.pay(payment);
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
