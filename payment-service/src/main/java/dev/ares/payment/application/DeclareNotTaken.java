package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Payment;

/**
 * Ends a payment of which neither the provider nor the key can tell any more what became of it: an operator has looked,
 * and it was not taken. The checkout hears what it hears of any refused payment. Should the provider say later that it
 * was taken after all, that is a contradiction like any other.
 */
public final class DeclareNotTaken {

    private static final Logger LOG = LoggerFactory.getLogger(DeclareNotTaken.class);

    private final Payments payments;
    private final RecordOutcomes<Payment> recordOutcomes;
    private final Decisions decisions;
    private final Transaction transaction;
    private final Duration keyLifetime;
    private final Clock clock;

    /** @param keyLifetime how long the provider is trusted to remember an idempotency key */
    public DeclareNotTaken(
            Payments payments,
            RecordOutcomes<Payment> recordOutcomes,
            Decisions decisions,
            Transaction transaction,
            Duration keyLifetime,
            Clock clock) {
        this.payments = payments;
        this.recordOutcomes = recordOutcomes;
        this.decisions = decisions;
        this.transaction = transaction;
        this.keyLifetime = keyLifetime;
        this.clock = clock;
    }

    /**
     * In one transaction with the reply and with who said so.
     *
     * @param note what was seen at the provider
     * @return empty when there is no such payment; fails with {@link IllegalTransition} when it is not for people to decide
     */
    public Mono<Payment> declare(UUID id, String operator, String note) {
        return transaction
                .run(attempt(id, operator, note))
                .doOnNext(payment ->
                        LOG.warn("payment {} of order {} was not taken, says {}", id, payment.orderId(), operator));
    }

    private Mono<Payment> attempt(UUID id, String operator, String note) {
        return payments.ofIds(List.of(id))
                .singleOrEmpty()
                .map(found -> found.foundNotTaken(keyLifetime, clock.instant()))
                .flatMap(notTaken -> recordOutcomes
                        .record(List.of(notTaken))
                        .flatMap(stored -> stored.isEmpty()
                                // The provider's word was quicker. Read again, it says why this is not to be decided.
                                ? attempt(id, operator, note)
                                : decisions.add(id, operator, note).thenReturn(notTaken)));
    }
}
