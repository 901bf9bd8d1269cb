package dev.ares.resilience;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import dev.ares.observability.RequestThreadLocals;

/**
 * The way to somebody remote. An attempt passes, from the outside in: the bulkhead, the circuit breaker, the time-out. What
 * is not let through fails with {@link NotCalled}, what takes too long with a {@link java.util.concurrent.TimeoutException};
 * other failures come out as they are. What may be sent twice is for the caller to say: it asks, or calls once.
 *
 * <p>An attempt is subscribed to with the thread-locals of the request, so that clients find the span which their call is
 * part of. Answers come on the thread of the attempt; time-outs and repeated attempts on Reactor's {@code parallel}
 * threads. Settings are read per attempt.
 */
public final class RemoteCall {

    private static final int SAVED_ATTEMPTS = 10;

    private final String name;
    private final Supplier<CallSettings> settings;
    private final Supplier<Circuit> circuit;
    private final Supplier<Bulkhead> bulkhead;
    private final CallMetrics metrics;
    private final RetryBudget budget = new RetryBudget(SAVED_ATTEMPTS);

    /**
     * @param circuit the present one: a change of its settings brings another
     * @param bulkhead the present one likewise
     */
    RemoteCall(
            String name,
            Supplier<CallSettings> settings,
            Supplier<Circuit> circuit,
            Supplier<Bulkhead> bulkhead,
            CallMetrics metrics) {
        this.name = name;
        this.settings = settings;
        this.circuit = circuit;
        this.bulkhead = bulkhead;
        this.metrics = metrics;
    }

    /** Of one attempt, for clients that keep a time-out of their own. */
    public Duration timeout() {
        return settings.get().timeout();
    }

    /**
     * Makes the attempt, and again when it fails, as often as the settings say and the budget allows. Only for what is as
     * good done twice as once: a question, or a command with an idempotency key. What was not let through is not repeated.
     *
     * @param attempt is subscribed to once per attempt
     */
    public <T> Mono<T> ask(Mono<T> attempt) {
        return Mono.defer(() -> {
            RetrySettings retry = settings.get().retry();
            budget.earn(retry.budget());
            return once(attempt).retryWhen(again(retry));
        });
    }

    /** Makes the attempt, which is never repeated. When it fails, it may have happened all the same. */
    public <T> Mono<T> once(Mono<T> attempt) {
        return Mono.defer(() -> {
                    Circuit now = circuit.get();
                    return RequestThreadLocals.around(attempt)
                            .timeout(timeout())
                            .transform(CircuitBreakerOperator.of(now.breaker()))
                            .as(now::await)
                            .transform(BulkheadOperator.of(bulkhead.get()));
                })
                .onErrorMap(CallNotPermittedException.class, open -> new NotCalled(name, "circuit open", open))
                .onErrorMap(BulkheadFullException.class, full -> new NotCalled(name, "too many at once", full))
                .doOnSuccess(answer -> metrics.answered())
                .doOnError(metrics::failed)
                .doOnCancel(metrics::abandoned);
    }

    private Retry again(RetrySettings retry) {
        return Retry.backoff(retry.attempts() - 1L, retry.pause())
                .maxBackoff(retry.longestPause())
                .jitter(retry.jitter())
                .filter(fault -> !(fault instanceof NotCalled))
                .doBeforeRetryAsync(signal -> mayRepeat() ? Mono.empty() : Mono.error(signal.failure()))
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }

    private boolean mayRepeat() {
        boolean affordable = budget.spend();
        metrics.retry(affordable);
        return affordable;
    }
}
