package dev.ares.payment.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider.RefundAnswer;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;

/**
 * Gives back captured money, in full or in part. The amount is set aside and committed before the provider is called,
 * with the refund's id as the key, so the same refund may be asked for until its state is final. Not in a transaction
 * of the caller.
 */
public final class RefundPayment {

    private final Payments payments;
    private final Refunds refunds;
    private final PaymentProvider provider;

    public RefundPayment(Payments payments, Refunds refunds, PaymentProvider provider) {
        this.payments = payments;
        this.refunds = refunds;
        this.provider = provider;
    }

    /** The refund as it then is, pending when the provider's answer is unknown; empty when more was asked than is left. */
    public Mono<Refund> refund(Refund asked) {
        return refunds.setAside(asked).flatMap(stored -> {
            if (!stored.orderId().equals(asked.orderId()) || !stored.amount().equals(asked.amount())) {
                return Mono.error(
                        new IllegalArgumentException("refund " + asked.id() + ": " + asked.amount() + " of order "
                                + asked.orderId() + " (expected: " + stored.amount() + " of order " + stored.orderId()
                                + ", as asked before)"));
            }
            return stored.status() == RefundStatus.PENDING ? giveBack(stored) : Mono.just(stored);
        });
    }

    private Mono<Refund> giveBack(Refund refund) {
        return payments.ofOrders(List.of(refund.orderId()))
                .next()
                .flatMap(payment -> Mono.justOrEmpty(payment.reference()))
                .flatMap(reference -> provider.refund(refund.id(), reference, refund.amount()))
                .flatMap(answer -> conclude(refund, answer));
    }

    private Mono<Refund> conclude(Refund refund, RefundAnswer answer) {
        if (answer instanceof RefundAnswer.Unknown) {
            return Mono.just(refund);
        }
        Refund concluded =
                answer instanceof RefundAnswer.Refused refused ? refund.refused(refused.why()) : refund.succeeded();
        return refunds.conclude(concluded).thenReturn(concluded);
    }
}
