package dev.ares.payment.application;

import java.time.Clock;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider.ProviderRefund;
import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundAnswer;

/**
 * Acts on hints about refunds. The provider is asked even about those that succeeded: a bank may send one back, which
 * an operator has to know.
 */
public final class RefundHints {

    private static final Logger LOG = LoggerFactory.getLogger(RefundHints.class);

    private final Refunds refunds;
    private final PaymentProvider provider;
    private final RecordOutcomes<Refund> recordOutcomes;
    private final Contradictions contradictions;
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
        this.recordOutcomes = recordOutcomes;
        this.contradictions = contradictions;
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
                .map(refund -> apply(refund, found.answer()))
                .defaultIfEmpty(Mono.just("no such refund"))
                .flatMap(work -> work);
    }

    private Mono<String> apply(Refund refund, RefundAnswer answer) {
        try {
            Refund told = refund.told(answer, clock.instant(), patience);
            return told.equals(refund) ? Mono.just("applied") : record(told);
        } catch (IllegalTransition contradiction) {
            LOG.error("refund {} contradicts the provider", refund.id(), contradiction);
            return contradictions
                    .add(refund, "said by webhook: " + contradiction.getMessage())
                    .thenReturn("contradiction: " + contradiction.getMessage());
        }
    }

    private Mono<String> record(Refund told) {
        return recordOutcomes
                .record(List.of(told))
                .filter(changed -> !changed.isEmpty())
                .map(changed -> "applied");
    }
}
