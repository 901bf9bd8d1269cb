package dev.ares.resilience;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** A circuit breaker, and the patience of those who come while its probes are under way. Safe for use by several threads. */
public final class Circuit {

    private static final Logger log = LoggerFactory.getLogger(Circuit.class);
    private static final Duration UNTIL_TOLD = Duration.ofSeconds(1);

    private final BreakerSettings settings;
    private final CircuitBreaker breaker;
    private final Sinks.Many<State> states = Sinks.many().replay().latest();

    Circuit(BreakerSettings settings, CircuitBreaker breaker) {
        this.settings = settings;
        this.breaker = breaker;
        breaker.getEventPublisher().onStateTransition(event -> {
            log.warn("Circuit {}: {}", breaker.getName(), event.getStateTransition());
            states.emitNext(event.getStateTransition().getToState(), Sinks.EmitFailureHandler.busyLooping(UNTIL_TOLD));
        });
    }

    BreakerSettings settings() {
        return settings;
    }

    /** For those who ask it and tell it themselves what became of an attempt. */
    public CircuitBreaker breaker() {
        return breaker;
    }

    /**
     * An attempt that asks the breaker first. When it is not permitted because probes are under way, it waits for what they
     * say, up to {@link BreakerSettings#patience}: the first customers after a fault shall not be refused for being more
     * than the probes. While the circuit is open it fails at once.
     *
     * @param attempt fails with {@link CallNotPermittedException} when the breaker does not permit it
     */
    public <T> Mono<T> await(Mono<T> attempt) {
        return Mono.defer(() -> {
            long givenUp = System.nanoTime() + settings.patience().toNanos();
            return attempt.retryWhen(Retry.from(
                    faults -> faults.concatMap(fault -> verdict(fault.failure(), givenUp - System.nanoTime()))));
        });
    }

    /** Or that the time is over: a probe may have been given up, and its place is free. */
    private Mono<State> verdict(Throwable fault, long left) {
        boolean probesAreUnderWay = fault instanceof CallNotPermittedException refused
                && refused.getCausingCircuitBreakerName().equals(breaker.getName())
                && breaker.getState() == State.HALF_OPEN;
        return probesAreUnderWay && left > 0
                ? states.asFlux()
                        .filter(state -> state != State.HALF_OPEN)
                        .next()
                        .timeout(Duration.ofNanos(left), Mono.just(State.HALF_OPEN))
                : Mono.error(fault);
    }
}
