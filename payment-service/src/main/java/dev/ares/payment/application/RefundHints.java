package dev.ares.payment.application;

import java.time.Clock;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider.ProviderRefund;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundAnswer;

/**
 * Acts on hints about refunds. The provider is asked even about those that succeeded: a bank may send one back, which
 * an operator has to know.
 */
public final class RefundHints {

    private final Refunds refunds;
    private final PaymentProvider provider;
    private final HeardOutcomes<Refund> heard;
    private final PaymentHints paymentHints;
    private final Patience patience;
    private final Clock clock;

    public RefundHints(
            Refunds refunds,
            PaymentProvider provider,
            RecordOutcomes<Refund> recordOutcomes,
            Contradictions contradictions,
            PaymentHints paymentHints,
            Patience patience,
            Clock clock) {
        this.refunds = refunds;
        this.provider = provider;
        this.heard = new HeardOutcomes<>(recordOutcomes, contradictions);
        this.paymentHints = paymentHints;
        this.patience = patience;
        this.clock = clock;
    }

    /** What came of the hint; empty when it is to be taken again later. */
    Mono<String> apply(String reference) {
        return provider.fetchRefund(reference)
                .map(this::apply)
                .defaultIfEmpty(Mono.just("no such refund of ours"))
                .flatMap(work -> work);
    }

    private Mono<String> apply(ProviderRefund found) {
        if (found instanceof ProviderRefund.ByHand byHand) {
            return paymentHints.movedBesides(
                    byHand.payment(),
                    "refunded at the provider by hand: " + byHand.reference() + ", " + byHand.amount());
        }
        return found instanceof ProviderRefund.Ours ours ? apply(ours) : Mono.empty();
    }

    private Mono<String> apply(ProviderRefund.Ours found) {
        if (found.answer() instanceof RefundAnswer.Unknown) {
            // It will be told of again when it is settled; the refund itself has its own schedule.
            return Mono.just("in progress");
        }
        return refunds.ofIds(List.of(found.id()))
                .singleOrEmpty()
                .map(refund -> heard.apply(refund, stored -> stored.told(found.answer(), clock.instant(), patience)))
                .defaultIfEmpty(Mono.just("no such refund"))
                .flatMap(work -> work);
    }
}
