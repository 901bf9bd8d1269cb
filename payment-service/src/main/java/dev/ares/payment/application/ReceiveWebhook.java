package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

import reactor.core.publisher.Mono;

/** Takes a webhook in: proves it, stores it, and leaves the rest to {@link ApplyWebhooks}, so that it answers fast. */
public final class ReceiveWebhook {

    private final Webhooks.Verifier verifier;
    private final Function<Webhooks.Arrival, Mono<Boolean>> store;
    private final Duration grace;
    private final Clock clock;

    /**
     * @param store writes it together with others that come at the same time
     * @param grace how long a hint waits. The direct answer to our own call usually comes first and makes asking again
     *     needless
     */
    public ReceiveWebhook(
            Webhooks.Verifier verifier, Function<Webhooks.Arrival, Mono<Boolean>> store, Duration grace, Clock clock) {
        this.verifier = verifier;
        this.store = store;
        this.grace = grace;
        this.clock = clock;
    }

    /** False when the payload is not proven to be the provider's; otherwise it is stored. */
    public Mono<Boolean> receive(String payload, String signature) {
        Instant now = clock.instant();
        return verifier.verify(payload, signature)
                .map(hint -> store.apply(new Webhooks.Arrival(hint, now, now.plus(grace))))
                .orElseGet(() -> Mono.just(false));
    }
}
