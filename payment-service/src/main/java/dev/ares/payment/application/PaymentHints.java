package dev.ares.payment.application;

import java.time.Clock;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider.ProviderPayment;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;

/** Acts on hints about payments. */
public final class PaymentHints {

    private final Payments payments;
    private final PaymentProvider provider;
    private final HeardOutcomes<Payment> heard;
    private final Contradictions contradictions;
    private final Patience patience;
    private final Clock clock;

    public PaymentHints(
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Payment> recordOutcomes,
            Contradictions contradictions,
            Patience patience,
            Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.heard = new HeardOutcomes<>(recordOutcomes, contradictions);
        this.contradictions = contradictions;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Money of a captured payment went where we did not send it: nothing changes, people are to look. It may be heard of
     * before the capture is. Empty when it is to be taken again later.
     */
    Mono<String> movedBesides(String reference, String said) {
        Mono<String> noted = payments.ofReference(reference)
                .flatMap(payment -> contradictions.add(payment, said).thenReturn("contradiction: " + said));
        return noted.switchIfEmpty(Mono.defer(() -> apply(reference)
                // The capture may just have been heard of: look again.
                .flatMap(applied -> noted.defaultIfEmpty(applied))));
    }

    /** What came of a hint about one that is not captured yet; empty when it is to be taken again later. */
    Mono<String> apply(String reference) {
        return provider.fetch(reference)
                .map(this::apply)
                .defaultIfEmpty(Mono.just("no such payment of ours"))
                .flatMap(work -> work);
    }

    private Mono<String> apply(ProviderPayment found) {
        if (found.answer() instanceof ProviderAnswer.Unknown) {
            // The hint stays due; the payment itself has its own, more patient, schedule.
            return Mono.empty();
        }
        return payments.ofOrders(List.of(found.orderId()))
                .singleOrEmpty()
                .map(payment -> heard.apply(payment, stored -> stored.told(found.answer(), clock.instant(), patience)))
                .defaultIfEmpty(Mono.just("no such order"))
                .flatMap(work -> work);
    }
}
