package dev.ares.order.application;

import java.time.Duration;

import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolBuilder;

/**
 * Lets so many use the database at once and keeps the others in line, first come first served. New orders come in
 * bursts; without a line they would take every connection, and the checkouts that are under way could not go on.
 */
public final class Turns {

    /** The line is too long, or it took too long: the request may be sent again a little later. */
    public static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1;

        Busy(Throwable cause) {
            super("too many at once", cause, false, false);
        }
    }

    private final InstrumentedPool<Boolean> turns;
    private final Duration longestWait;

    /**
     * @param atOnce how many have a turn at the same time
     * @param waiting how many may stand in line
     * @param longestWait how long one may stand in line
     */
    public Turns(int atOnce, int waiting, Duration longestWait) {
        this.turns = PoolBuilder.from(Mono.just(true))
                .sizeBetween(0, atOnce)
                .maxPendingAcquire(waiting)
                .buildPool();
        this.longestWait = longestWait;
    }

    /** Does the work when its turn has come. */
    <T> Mono<T> take(Mono<T> work) {
        return Mono.usingWhen(
                        turns.acquire(longestWait),
                        turn -> work,
                        turn -> turn.release(),
                        (turn, failure) -> turn.release(),
                        turn -> turn.release())
                .onErrorMap(Turns::isBusy, Busy::new);
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof PoolAcquireTimeoutException || failure instanceof PoolAcquirePendingLimitException;
    }
}
