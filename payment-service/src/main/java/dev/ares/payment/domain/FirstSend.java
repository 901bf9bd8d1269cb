package dev.ares.payment.domain;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When the provider was first asked under a key, which it remembers for a while from then on. The moment is committed
 * before the call, in the commit by which somebody takes the payment in hand: so it may be too early, never too late.
 *
 * @param at before it the provider was not asked; absent as long as it certainly never was
 * @param ours true only in the process that wrote {@code at} and has not called yet: then nobody has
 */
public record FirstSend(@Nullable Instant at, boolean ours) {

    public static final FirstSend NEVER = new FirstSend(null, false);

    /** As a row tells it: whether it was asked, whoever reads cannot know. */
    public static FirstSend stored(@Nullable Instant at) {
        return new FirstSend(at, false);
    }

    /** Whether it is certain that the provider was not asked. */
    public boolean never() {
        return at == null || ours;
    }

    /** In hand and about to be sent; what may have been sent before stays as old as it is. */
    public FirstSend claimed(Instant now) {
        return never() ? new FirstSend(now, true) : this;
    }

    /** Not in hand any more: from now on, the provider may have been asked. */
    public FirstSend asked() {
        return new FirstSend(at, false);
    }

    /** The one who was to ask certainly did not. What others did is not changed by that. */
    public FirstSend notAsked() {
        return never() ? NEVER : this;
    }

    /** Whether the provider, should it have been asked, still knows the key. True as long as it was never asked. */
    public boolean mayBeRemembered(Duration keyLifetime, Instant now) {
        return at == null || at.plus(keyLifetime).isAfter(now);
    }
}
