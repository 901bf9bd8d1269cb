package dev.ares.web.failure;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.springframework.util.ClassUtils;

import dev.ares.web.FailureTranslator;
import dev.ares.web.Problem;

/**
 * Nothing is wrong with the request, only with what we stand on: a database or a service that is unreachable, slow, or
 * had to choose a victim. 503, and the same request is welcome again.
 *
 * <p>The library has none of these on its own class path, so it knows them by name; a name that the service does not
 * have either stands for nothing.
 */
final class InfrastructureFailures implements FailureTranslator {

    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final List<String> NAMES = List.of(
            // The driver: gone, too slow, or rolled back for a deadlock, a lock time-out or a serialization failure.
            "io.r2dbc.spi.R2dbcTransientException",
            "io.r2dbc.spi.R2dbcNonTransientResourceException",
            // The same as Spring tells it, for databases and Redis.
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.dao.TransientDataAccessException",
            "org.springframework.dao.RecoverableDataAccessException",
            "org.springframework.transaction.CannotCreateTransactionException",
            "org.springframework.transaction.TransactionTimedOutException",
            // Connections that broke or never came about.
            "io.netty.channel.unix.Errors$NativeIoException",
            "io.netty.handler.timeout.TimeoutException",
            "reactor.netty.channel.AbortedException",
            "reactor.netty.http.client.PrematureCloseException",
            // No connection is to be had: too many wait for one, or the process is stopping.
            "reactor.pool.PoolAcquirePendingLimitException",
            "reactor.pool.PoolShutdownException",
            "reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException",
            "reactor.netty.internal.shaded.reactor.pool.PoolShutdownException",
            // A call that was not even tried.
            "io.github.resilience4j.circuitbreaker.CallNotPermittedException",
            "io.github.resilience4j.bulkhead.BulkheadFullException",
            // The keys of access tokens could not be fetched.
            "org.springframework.security.authentication.AuthenticationServiceException");

    private static final List<Class<?>> ALWAYS_THERE = List.of(
            TimeoutException.class,
            // Work that a process which is stopping no longer takes, or breaks off.
            RejectedExecutionException.class,
            CancellationException.class,
            SocketException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            ClosedChannelException.class);

    private final List<Class<?>> types;

    InfrastructureFailures(ClassLoader loader) {
        Stream<Class<?>> optional = NAMES.stream()
                .filter(name -> ClassUtils.isPresent(name, loader))
                .map(name -> ClassUtils.resolveClassName(name, loader));
        this.types = Stream.concat(optional, ALWAYS_THERE.stream()).toList();
    }

    @Override
    public Optional<Problem> translate(Throwable failure) {
        boolean infrastructure = Causes.of(failure).anyMatch(this::isInfrastructure);
        return infrastructure ? Optional.of(Problem.unavailable(RETRY_AFTER)) : Optional.empty();
    }

    private boolean isInfrastructure(Throwable cause) {
        return types.stream().anyMatch(type -> type.isInstance(cause));
    }
}
