package dev.ares.resilience.autoconfigure;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Connections of a pool that are alive. When a database was killed, its pool is full of dead connections. The pool finds
 * each out when somebody takes it, drops it and fails; it would try again {@code acquire-retry} times, which are too few
 * for that, and it does so after its time-out too, which makes that as many times longer. Here the next one is taken as
 * often as it takes, and a time-out is final. Other failures come out as they are.
 */
final class LiveConnections implements ConnectionFactory, Wrapped<ConnectionFactory> {

    /** What the pool says of a connection that did not pass the check; it has no type of its own. */
    private static final String DEAD = "Connection validation failed";

    /** More than a pool has connections: each that is dead is gone once it was found out. */
    private static final int MOST_DEAD = 1000;

    private final ConnectionPool pool;

    LiveConnections(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public Mono<? extends Connection> create() {
        return pool.create()
                .retryWhen(Retry.max(MOST_DEAD)
                        .filter(LiveConnections::isDead)
                        .onRetryExhaustedThrow((spec, last) -> last.failure()));
    }

    private static boolean isDead(Throwable failure) {
        return failure instanceof R2dbcNonTransientResourceException && DEAD.equals(failure.getMessage());
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return pool.getMetadata();
    }

    /** For those who look for the pool, as its metrics do. */
    @Override
    public ConnectionFactory unwrap() {
        return pool;
    }
}
