package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.WebhookHint.About;

/**
 * Acts on stored webhooks: what each is about is fetched from the provider, and that state applied, unless the hint
 * tells nothing new. One that cannot be acted on yet falls due again when its lease ends.
 */
public final class ApplyWebhooks {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyWebhooks.class);
    private static final int LARGEST_BATCH = 200;
    private static final int CONCURRENCY = 4;

    /** To the provider in a round, so that a slow one does not outlast leases by much; the rest comes again after them. */
    private static final int MOST_QUESTIONS = 50;

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Webhooks webhooks;
    private final PaymentHints paymentHints;
    private final RefundHints refundHints;
    private final Clock clock;

    public ApplyWebhooks(Webhooks webhooks, PaymentHints paymentHints, RefundHints refundHints, Clock clock) {
        this.webhooks = webhooks;
        this.paymentHints = paymentHints;
        this.refundHints = refundHints;
        this.clock = clock;
    }

    /** Acts on the hints that are due: in one statement on those that tell nothing new, which are nearly all. */
    public Mono<Void> applyDue() {
        // Collected first: the provider is asked without a connection of the pool in hand.
        return webhooks.takeDue(clock.instant(), LEASE, LARGEST_BATCH)
                .collectList()
                .flatMapIterable(news -> news)
                .take(MOST_QUESTIONS)
                .flatMap(
                        hint -> apply(hint).onErrorResume(failure -> {
                            LOG.warn("webhook {} about {} waits", hint.id(), hint.reference(), failure);
                            return Mono.empty();
                        }),
                        CONCURRENCY)
                .then();
    }

    private Mono<Void> apply(WebhookHint hint) {
        return outcome(hint).flatMap(note -> webhooks.handled(hint.id(), note, clock.instant()));
    }

    private Mono<String> outcome(WebhookHint hint) {
        if (hint.about() == About.REFUND) {
            return refundHints.apply(hint.reference());
        }
        return hint.isDispute()
                ? paymentHints.movedBesides(hint.reference(), "disputed by the cardholder's bank: " + hint.id())
                : paymentHints.apply(hint.reference());
    }
}
