package dev.ares.gateway.routing;

import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import dev.ares.web.FailureTranslator;
import dev.ares.web.Problem;

/** What is said when no service answers. */
final class RoutingFailures implements FailureTranslator {

    private final Supplier<RoutingSettings> settings;

    RoutingFailures(Supplier<RoutingSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Problem> translate(Throwable failure) {
        if (failure instanceof NotFoundException
                || failure.getCause() instanceof PoolAcquireTimeoutException
                || Unanswered.isOfClosedConnections(failure)) {
            return Optional.of(Problem.unavailable(settings.get().retryAfter()));
        }
        boolean slow = failure instanceof ResponseStatusException answer
                && answer.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT);
        return slow
                ? Optional.of(Problem.of(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "gateway-timeout",
                        "No answer came in time; whether the request was carried out is not known."))
                : Optional.empty();
    }
}
