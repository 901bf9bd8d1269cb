package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider.ProviderPayment;
import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;

/**
 * Acts on stored webhooks: fetches the payment from the provider and applies that state. A hint that cannot be acted
 * on yet falls due again when its lease ends.
 */
public final class ApplyWebhooks {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyWebhooks.class);
    private static final int LARGEST_BATCH = 50;
    private static final int CONCURRENCY = 4;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Webhooks webhooks;
    private final Payments payments;
    private final PaymentProvider provider;
    private final RecordOutcomes recordOutcomes;
    private final Patience patience;
    private final Clock clock;

    public ApplyWebhooks(
            Webhooks webhooks,
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes recordOutcomes,
            Patience patience,
            Clock clock) {
        this.webhooks = webhooks;
        this.payments = payments;
        this.provider = provider;
        this.recordOutcomes = recordOutcomes;
        this.patience = patience;
        this.clock = clock;
    }

    /** Acts on the hints that are due. */
    public Mono<Void> applyDue() {
        // Collected first: the provider is asked without a connection of the pool in hand.
        return webhooks.takeDue(clock.instant(), LEASE, LARGEST_BATCH)
                .collectList()
                .flatMapIterable(hints -> hints)
                .flatMap(
                        hint -> apply(hint).onErrorResume(failure -> {
                            LOG.warn("webhook {} of payment {} waits", hint.id(), hint.reference(), failure);
                            return Mono.empty();
                        }),
                        CONCURRENCY)
                .then();
    }

    private Mono<Void> apply(WebhookHint hint) {
        if (hint.reference().isEmpty()) {
            return handled(hint, "not about a payment");
        }
        return payments.ofReference(hint.reference())
                .map(known -> handled(hint, "known already"))
                .defaultIfEmpty(Mono.defer(() -> ask(hint)))
                .flatMap(work -> work);
    }

    private Mono<Void> ask(WebhookHint hint) {
        return provider.fetch(hint.reference())
                .map(found -> apply(hint, found))
                .defaultIfEmpty(Mono.defer(() -> handled(hint, "no such payment of ours")))
                .flatMap(work -> work);
    }

    private Mono<Void> apply(WebhookHint hint, ProviderPayment found) {
        if (found.answer() instanceof ProviderAnswer.Unknown) {
            // The hint stays due; the payment itself has its own, more patient, schedule.
            return Mono.empty();
        }
        return payments.ofOrders(List.of(found.orderId()))
                .next()
                .map(payment -> apply(hint, payment, found.answer()))
                .defaultIfEmpty(Mono.defer(() -> handled(hint, "no such order")))
                .flatMap(work -> work);
    }

    private Mono<Void> apply(WebhookHint hint, Payment payment, ProviderAnswer answer) {
        try {
            Payment told = payment.told(answer, clock.instant(), patience);
            return told.equals(payment) ? handled(hint, "applied") : record(hint, told);
        } catch (IllegalTransition contradiction) {
            LOG.error("payment {} contradicts the provider", payment.id(), contradiction);
            return handled(hint, "contradiction: " + contradiction.getMessage());
        }
    }

    /** A payment that was changed meanwhile, by a sweep for instance, still has to hear it: the hint stays due. */
    private Mono<Void> record(WebhookHint hint, Payment told) {
        return recordOutcomes
                .record(List.of(told))
                .flatMap(changed -> changed.isEmpty() ? Mono.empty() : handled(hint, "applied"));
    }

    private Mono<Void> handled(WebhookHint hint, String note) {
        return webhooks.handled(hint.id(), clock.instant(), note);
    }
}
