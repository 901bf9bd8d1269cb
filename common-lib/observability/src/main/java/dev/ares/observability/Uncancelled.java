package dev.ares.observability;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Work that goes on although nobody waits for it any more: the caller hung up, or a time-out behind this gave up. To break
 * a query off can spoil its connection (docs/decisions/r2dbc.md), and what is half done may have to be done whole.
 */
public final class Uncancelled {

    private Uncancelled() {}

    /**
     * The work to its end, begun when this is subscribed to, in the subscriber's context. Who gives up sooner writes a
     * time-out behind it. Nothing ends work that does not end by itself.
     */
    public static <T> Mono<T> toItsEnd(Mono<T> work) {
        // As a signal, since a failure that comes when nobody waits any more would be logged as dropped.
        return Mono.deferContextual(context -> Mono.<Signal<T>>fromFuture(
                        () -> work.contextWrite(context).materialize().toFuture(), true)
                .dematerialize());
    }
}
