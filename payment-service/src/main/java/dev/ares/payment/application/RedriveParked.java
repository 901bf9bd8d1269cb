package dev.ares.payment.application;

import java.time.Clock;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What operators do about payments and refunds of unknown outcome: look, and have the provider asked at once. The
 * outcome still is the provider's to say; {@link DeclareNotTaken} is for what it cannot say any more.
 */
public final class RedriveParked {

    private final Unresolved unresolved;
    private final Clock clock;

    public RedriveParked(Unresolved unresolved, Clock clock) {
        this.unresolved = unresolved;
        this.clock = clock;
    }

    /** As {@link Unresolved#find}. */
    public Flux<Unresolved.Entry> find(Unresolved.Status status, @Nullable UUID after, int limit) {
        return unresolved.find(status, after, limit);
    }

    /**
     * Has the provider asked within moments; of a contradiction it notes who has looked, and asks nobody.
     *
     * @return false when nothing that waits has this id
     */
    public Mono<Boolean> retry(UUID id, String operator) {
        return unresolved
                .makeDue(id, clock.instant())
                .filter(due -> due)
                .switchIfEmpty(Mono.defer(() -> unresolved.resolve(id, operator, clock.instant())));
    }
}
