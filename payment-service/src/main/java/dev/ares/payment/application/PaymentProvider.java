package dev.ares.payment.application;

import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;

/**
 * Who takes the money. No method fails: whatever goes wrong on the way is {@link ProviderAnswer.Unknown}, or
 * {@link RefundAnswer.Unknown}, because a fault says nothing about the money. Each answers in bounded time.
 */
public interface PaymentProvider {

    /**
     * Charges the payment. May be repeated with the same payment: the provider does the work of one key once, for as
     * long as it remembers keys. A payment that waits for the customer is called off, so that it cannot be charged
     * later, and refused. {@link ProviderAnswer.NotAsked} only when it is certain that nothing was sent. An address that the provider does not like refuses nobody: see
     * {@link ProviderAnswer.AddressRefused}.
     */
    Mono<ProviderAnswer> pay(Payment payment);

    /** What became of the order's payment, without charging; {@link ProviderAnswer.NoTrace} when it has none. */
    Mono<ProviderAnswer> find(String orderId);

    /** The payment of this reference; empty when the provider has none, or none that belongs to an order. */
    Mono<ProviderPayment> fetch(String reference);

    /**
     * Gives money back.
     *
     * @param refundId the idempotency key: may be repeated for as long as the provider remembers keys
     * @param reference the captured payment
     */
    Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount);

    /** What became of the refund, without giving; empty when the provider has none of that id for the payment. */
    Mono<RefundAnswer> findRefund(UUID refundId, String reference);

    /** The refund of this reference; empty when the provider has none, or none that belongs to a payment. */
    Mono<ProviderRefund> fetchRefund(String reference);

    /** A payment as the provider has it; the order is empty when the answer is unknown. */
    record ProviderPayment(String orderId, ProviderAnswer answer) {}

    /** A refund as the provider has it. */
    sealed interface ProviderRefund {

        /** One that we asked for, by the id under which we did. */
        record Ours(UUID id, RefundAnswer answer) implements ProviderRefund {}

        /** One that somebody gave at the provider, of the payment with this reference. */
        record ByHand(String reference, String payment, Money amount) implements ProviderRefund {}

        /** Nothing could be learnt. */
        record Unknown(String why) implements ProviderRefund {}
    }
}
