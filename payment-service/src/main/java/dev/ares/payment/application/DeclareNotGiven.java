package dev.ares.payment.application;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundAnswer;

/**
 * Ends a refund that the provider turns away again and again in words that mean nothing to us: an operator has looked, and
 * it was not given. What was set aside for it may be given back otherwise, and the order hears what it hears of any refused
 * refund. Should the provider say later that it was given after all, that is a contradiction like any other.
 */
public final class DeclareNotGiven {

    private static final Logger LOG = LoggerFactory.getLogger(DeclareNotGiven.class);

    private final Refunds refunds;
    private final Payments payments;
    private final PaymentProvider provider;
    private final RecordOutcomes<Refund> recordOutcomes;
    private final Decisions decisions;
    private final Patience patience;
    private final WorkLimits limits;
    private final Clock clock;

    public DeclareNotGiven(
            Refunds refunds,
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Refund> recordOutcomes,
            Decisions decisions,
            Patience patience,
            WorkLimits limits,
            Clock clock) {
        this.refunds = refunds;
        this.payments = payments;
        this.provider = provider;
        this.recordOutcomes = recordOutcomes;
        this.decisions = decisions;
        this.patience = patience;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * The provider's refunds are searched once more; what it says definitely is recorded, and stands. Only where it has none
     * of this id is the refund refused, in one transaction with the reply and with who said so.
     *
     * @param note what was seen at the provider
     * @return empty when there is no such refund; fails with {@link IllegalTransition} when it is not for people to decide
     */
    public Mono<Refund> declare(UUID id, String operator, String note) {
        return refunds.ofIds(List.of(id))
                .singleOrEmpty()
                .flatMap(found -> search(found).flatMap(searched -> record(found, searched)
                        .then(recordOutcomes.decide(
                                id,
                                stored -> stored.foundNotGiven(
                                        searched, limits.keyLifetime(), limits.lease(), clock.instant()),
                                decisions.add(id, operator, note)))))
                .doOnNext(refund ->
                        LOG.warn("refund {} of order {} was not given, says {}", id, refund.orderId(), operator));
    }

    /** Nothing where the provider has no trace of it. */
    private Mono<Optional<RefundAnswer>> search(Refund refund) {
        return payments.ofOrders(List.of(refund.orderId()))
                .singleOrEmpty()
                .flatMap(payment -> Mono.justOrEmpty(payment.reference()))
                .flatMap(reference -> provider.findRefund(refund.id(), reference))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private Mono<Void> record(Refund found, Optional<RefundAnswer> searched) {
        return Mono.justOrEmpty(searched)
                .filter(answer -> !found.isFinal() && !(answer instanceof RefundAnswer.Unknown))
                .flatMap(answer -> recordOutcomes.record(List.of(found.told(answer, clock.instant(), patience))))
                .then();
    }
}
