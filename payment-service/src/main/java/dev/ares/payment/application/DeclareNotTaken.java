package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;

/**
 * Ends a payment of which neither the provider nor the key can tell any more what became of it: an operator has looked,
 * and it was not taken. The checkout hears what it hears of any refused payment. Should the provider say later that it
 * was taken after all, that is a contradiction like any other.
 */
public final class DeclareNotTaken {

    private static final Logger LOG = LoggerFactory.getLogger(DeclareNotTaken.class);

    private final Payments payments;
    private final PaymentProvider provider;
    private final RecordOutcomes<Payment> recordOutcomes;
    private final Decisions decisions;
    private final Patience patience;
    private final Duration keyLifetime;
    private final Clock clock;

    /** @param keyLifetime how long the provider is trusted to remember an idempotency key */
    public DeclareNotTaken(
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Payment> recordOutcomes,
            Decisions decisions,
            Patience patience,
            Duration keyLifetime,
            Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.recordOutcomes = recordOutcomes;
        this.decisions = decisions;
        this.patience = patience;
        this.keyLifetime = keyLifetime;
        this.clock = clock;
    }

    /**
     * The provider is asked once more; what it says definitely is recorded, and stands. Only where it has no trace is the
     * payment refused, in one transaction with the reply and with who said so.
     *
     * @param note what was seen at the provider
     * @return empty when there is no such payment; fails with {@link IllegalTransition} when it is not for people to decide
     */
    public Mono<Payment> declare(UUID id, String operator, String note) {
        return payments.ofIds(List.of(id))
                .singleOrEmpty()
                .flatMap(found -> provider.find(found.orderId()).flatMap(searched -> record(found, searched)
                        .then(recordOutcomes.decide(
                                id,
                                stored -> stored.foundNotTaken(searched, keyLifetime, clock.instant()),
                                decisions.add(id, operator, note)))))
                .doOnNext(payment ->
                        LOG.warn("payment {} of order {} was not taken, says {}", id, payment.orderId(), operator));
    }

    private Mono<Void> record(Payment found, ProviderAnswer searched) {
        boolean isNews = searched instanceof ProviderAnswer.Captured || searched instanceof ProviderAnswer.Refused;
        return found.isFinal() || !isNews
                ? Mono.empty()
                : recordOutcomes
                        .record(List.of(found.told(searched, clock.instant(), patience)))
                        .then();
    }
}
