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
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;

/**
 * Pay, second half: asks the provider, outside any transaction, and records what it says. Payments come from
 * {@link RecordIntents} right after their commit, and from {@link #takeDue()}, which finds those that a crash or an
 * unknown outcome left behind. Each is worked on by whoever holds its lease; should two hold it all the same, the
 * idempotency key makes their charge one and the version makes their reply one. Where the provider may have forgotten
 * the key it is only asked what became of the payment; one that certainly was never sent is sent, however old it is.
 */
public final class TakePayments implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TakePayments.class);

    private final PaymentProvider provider;
    private final Duration keyLifetime;
    private final Patience patience;
    private final Clock clock;
    private final Outcomes<Payment> outcomes;
    private final LeasedWork<Payment> work;

    public TakePayments(
            Payments payments,
            PaymentProvider provider,
            Outcomes<Payment> outcomes,
            InFlightLimit inFlight,
            WorkLimits limits,
            Patience patience,
            Clock clock) {
        this.provider = provider;
        this.keyLifetime = limits.keyLifetime();
        this.patience = patience;
        this.clock = clock;
        this.outcomes = outcomes;
        this.work = new LeasedWork<>(payments, this::take, inFlight, limits, clock);
    }

    /** Queues payments that the caller holds. Those beyond the queue's limit are left until their lease ends. */
    public void offer(List<Payment> held) {
        work.offer(held);
    }

    /** Takes over payments that are due, as many as fit. Completes when they are queued. */
    public Mono<Void> takeDue() {
        return work.takeDue();
    }

    /** How many more fit into the queue. */
    int room() {
        return work.room();
    }

    /** Payments that wait for the provider or for its answer. */
    public int waiting() {
        return work.waiting();
    }

    @Override
    public void close() {
        work.close();
    }

    private Mono<Boolean> take(Payment payment) {
        Mono<ProviderAnswer> answer = payment.firstSend().mayBeRemembered(keyLifetime, clock.instant())
                ? provider.pay(payment)
                : provider.find(payment.orderId());
        return answer.doOnNext(told -> note(payment, told)).map(TakePayments::isAnswer);
    }

    private static boolean isAnswer(ProviderAnswer told) {
        return !(told instanceof ProviderAnswer.Unknown || told instanceof ProviderAnswer.NotAsked);
    }

    private void note(Payment payment, ProviderAnswer answer) {
        outcomes.add(told(payment, answer));
    }

    private Payment told(Payment payment, ProviderAnswer answer) {
        try {
            return payment.told(answer, clock.instant(), patience);
        } catch (IllegalTransition contradiction) {
            LOG.error("payment {} contradicts the provider", payment.id(), contradiction);
            return payment.unanswered(contradiction.toString(), clock.instant(), patience);
        }
    }
}
