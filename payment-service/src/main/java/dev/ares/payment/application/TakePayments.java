package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;

/**
 * Pay, second half: asks the provider, outside any transaction, and records what it says. Payments come from
 * {@link RecordIntents} right after their commit, and from {@link #takeDue()}, which finds those that a crash or an
 * unknown outcome left behind. Each is worked on by whoever holds its lease; should two hold it all the same, the
 * idempotency key makes their charge one and the version makes their reply one.
 */
public final class TakePayments implements AutoCloseable {

    /**
     * How payments are taken.
     *
     * @param concurrency calls to the provider at a time
     * @param queue payments that wait for a call; further ones stay in the database until they are due
     * @param lease for how long a payment is held; longer than {@code callTimeout}
     * @param callTimeout within which the provider port answers
     * @param keyLifetime age from which a payment is only searched for, since the provider may have forgotten the key
     */
    public record Limits(int concurrency, int queue, Duration lease, Duration callTimeout, Duration keyLifetime) {}

    private static final Logger LOG = LoggerFactory.getLogger(TakePayments.class);
    private static final int LARGEST_BATCH = 100;

    private final Payments payments;
    private final PaymentProvider provider;
    private final Limits limits;
    private final Patience patience;
    private final Clock clock;
    private final Batches<Payment> outcomes;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Sinks.Many<Payment> queue = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<Payment>unboundedMultiproducer().get());
    private final Disposable work;

    public TakePayments(
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes recordOutcomes,
            Limits limits,
            Patience patience,
            Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.limits = limits;
        this.patience = patience;
        this.clock = clock;
        this.outcomes = new Batches<>(LARGEST_BATCH, recordOutcomes::record);
        this.work = queue.asFlux().flatMap(this::take, limits.concurrency()).subscribe();
    }

    /** Queues payments that the caller holds. Those beyond the queue's limit are left until their lease ends. */
    public synchronized void offer(List<Payment> held) {
        for (Payment payment : held) {
            if (waiting.get() >= limits.queue()) {
                return;
            }
            waiting.incrementAndGet();
            queue.emitNext(payment, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    /** Takes over payments that are due, as many as fit. Completes when they are queued. */
    public Mono<Void> takeDue() {
        return Mono.defer(() -> {
            int room = Math.min(LARGEST_BATCH, limits.queue() - waiting.get());
            return room <= 0
                    ? Mono.empty()
                    : payments.takeDue(clock.instant(), limits.lease(), room)
                            .collectList()
                            .doOnNext(this::offer)
                            .then();
        });
    }

    /** Payments that wait for the provider or for its answer. */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public void close() {
        work.dispose();
    }

    private Mono<Void> take(Payment payment) {
        return Mono.defer(() -> ask(payment))
                .doOnNext(answer -> note(payment, answer))
                .onErrorResume(failure -> {
                    LOG.error("payment {} of order {} was not taken", payment.id(), payment.orderId(), failure);
                    return Mono.empty();
                })
                .doFinally(end -> waiting.decrementAndGet())
                .then();
    }

    private Mono<ProviderAnswer> ask(Payment payment) {
        Instant now = clock.instant();
        Instant due = payment.dueAt();
        if (due == null || now.plus(limits.callTimeout()).isAfter(due)) {
            // It waited too long in the queue: by the time of the answer, somebody else may hold it.
            return Mono.empty();
        }
        return payment.createdAt().plus(limits.keyLifetime()).isAfter(now)
                ? provider.pay(payment)
                : provider.find(payment.orderId());
    }

    private void note(Payment payment, ProviderAnswer answer) {
        Payment told;
        try {
            told = payment.told(answer, clock.instant(), patience);
        } catch (IllegalTransition contradiction) {
            LOG.error("payment {} contradicts the provider", payment.id(), contradiction);
            told = payment.unanswered(contradiction.toString(), clock.instant(), patience);
        }
        outcomes.add(told);
    }
}
