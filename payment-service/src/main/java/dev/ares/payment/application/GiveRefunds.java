package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundAnswer;

/**
 * Refund, second half: asks the provider, outside any transaction, and records what it says. Refunds come from
 * {@link RecordRefunds} right after their commit, and from {@link #takeDue()}. Each is worked on by whoever holds its
 * lease; should two hold it all the same, the refund's id as the key makes what they give one.
 */
public final class GiveRefunds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GiveRefunds.class);

    private final Payments payments;
    private final PaymentProvider provider;
    private final Duration keyLifetime;
    private final Patience patience;
    private final Clock clock;
    private final Outcomes<Refund> outcomes;
    private final LeasedWork<Refund> work;

    public GiveRefunds(
            Refunds refunds,
            Payments payments,
            PaymentProvider provider,
            Outcomes<Refund> outcomes,
            InFlightLimit inFlight,
            WorkLimits limits,
            Patience patience,
            Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.keyLifetime = limits.keyLifetime();
        this.patience = patience;
        this.clock = clock;
        this.outcomes = outcomes;
        this.work = new LeasedWork<>(refunds, this::give, inFlight, limits, clock);
    }

    /** Queues refunds that the caller holds. Those beyond the queue's limit are left until their lease ends. */
    public void offer(List<Refund> held) {
        work.offer(held);
    }

    /** Takes over refunds that are due, as many as fit. Completes when they are queued. */
    public Mono<Void> takeDue() {
        return work.takeDue();
    }

    /** Refunds that wait for the provider or for its answer. */
    public int waiting() {
        return work.waiting();
    }

    @Override
    public void close() {
        work.close();
    }

    private Mono<Boolean> give(Refund refund) {
        return payments.ofOrders(List.of(refund.orderId()))
                .singleOrEmpty()
                .flatMap(payment -> Mono.justOrEmpty(payment.reference()))
                .flatMap(reference -> ask(refund, reference))
                .doOnNext(answer -> note(refund, answer))
                .map(answer -> !(answer instanceof RefundAnswer.Unknown));
    }

    /** Where the provider may have forgotten the key, it is only asked to give what it has not given. */
    private Mono<RefundAnswer> ask(Refund refund, String reference) {
        Mono<RefundAnswer> give = Mono.defer(() -> provider.refund(refund.id(), reference, refund.amount()));
        boolean keyIsKnown = refund.createdAt().plus(keyLifetime).isAfter(clock.instant());
        return keyIsKnown ? give : provider.findRefund(refund.id(), reference).switchIfEmpty(give);
    }

    private void note(Refund refund, RefundAnswer answer) {
        outcomes.add(told(refund, answer));
    }

    private Refund told(Refund refund, RefundAnswer answer) {
        try {
            return refund.told(answer, clock.instant(), patience);
        } catch (IllegalTransition contradiction) {
            LOG.error("refund {} contradicts the provider", refund.id(), contradiction);
            return refund.unanswered(contradiction.toString(), clock.instant(), patience);
        }
    }
}
