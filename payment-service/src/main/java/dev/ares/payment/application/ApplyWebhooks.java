package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Acts on stored webhooks: what each is about is fetched from the provider, and that state applied. A hint that cannot
 * be acted on yet falls due again when its lease ends.
 */
public final class ApplyWebhooks {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyWebhooks.class);
    private static final int LARGEST_BATCH = 50;
    private static final int CONCURRENCY = 4;
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

    /** Acts on the hints that are due. */
    public Mono<Void> applyDue() {
        // Collected first: the provider is asked without a connection of the pool in hand.
        return webhooks.takeDue(clock.instant(), LEASE, LARGEST_BATCH)
                .collectList()
                .flatMapIterable(hints -> hints)
                .flatMap(
                        hint -> apply(hint).onErrorResume(failure -> {
                            LOG.warn("webhook {} about {} waits", hint.id(), hint.reference(), failure);
                            return Mono.empty();
                        }),
                        CONCURRENCY)
                .then();
    }

    private Mono<Void> apply(WebhookHint hint) {
        Mono<String> applied =
                switch (hint.about()) {
                    case PAYMENT -> paymentHints.apply(hint.reference());
                    case REFUND -> refundHints.apply(hint.reference());
                    case SOMETHING_ELSE -> Mono.just("not about a payment");
                };
        return applied.flatMap(note -> webhooks.handled(hint.id(), clock.instant(), note));
    }
}
