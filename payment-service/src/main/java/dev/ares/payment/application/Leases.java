package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Leased;
import dev.ares.payment.domain.Patience;

/** Who works on what. Every change of hands counts a version, so a late former holder cannot write. */
public interface Leases<T extends Leased> {

    /**
     * Takes what is due and holds it until {@code now + lease}, the longest due first. What another replica is taking
     * is left to it. Due is also what is put off further than anything ever is ({@link Patience#farthest}): a clock was
     * set back, and until it has made up for that nobody would work on it.
     */
    Flux<T> takeDue(Instant now, Duration lease, int limit);

    /**
     * Stores new states, in one statement, at most one of each item. One that is not final only if the stored version is
     * the one before. A final one whoever holds the item by now, unless that was asked under another key: what the provider
     * said definitely of a key is so.
     *
     * @return the ids that changed; who is missing was overtaken
     */
    Mono<Set<UUID>> save(List<T> items);

    /** Those that are stored. */
    Flux<T> ofIds(Collection<UUID> ids);

    /** Holds the item until {@code now + lease}, as it then is; empty when somebody else has taken or changed it since. */
    Mono<T> hold(T item, Instant now, Duration lease);
}
