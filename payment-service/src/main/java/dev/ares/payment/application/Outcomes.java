package dev.ares.payment.application;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import dev.ares.messaging.GroupCommit;
import dev.ares.messaging.Traces;
import dev.ares.payment.domain.Leased;

/**
 * Writes what the provider said, with what else it said meanwhile. Where the database was away it is written again a little
 * later, which asks less of everybody than to ask the provider again; what is given up is asked again when its lease ends.
 */
public final class Outcomes<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    /** Room and time for what comes while the database is away for a minute. */
    private static final GroupCommit.Limits AT_ONCE = new GroupCommit.Limits(100, 10_000, Duration.ofMinutes(2));

    private static final Retry AGAIN = Retry.backoff(3, Duration.ofMillis(500))
            .filter(GroupCommit::mayPass)
            .onRetryExhaustedThrow((times, last) -> last.failure());

    private final GroupCommit<T, T> together;

    /**
     * @param orderId the order it is about; its trace is continued
     * @param record all or none of them, and once however often it is asked to
     * @param nanoTime as {@link System#nanoTime()}
     */
    Outcomes(Function<T, String> orderId, Function<List<T>, Mono<Void>> record, Traces traces, LongSupplier nanoTime) {
        together =
                new GroupCommit<>(AT_ONCE, orderId, told -> record.apply(told).thenReturn(told), traces, nanoTime);
    }

    /**
     * Those that are recorded like this.
     *
     * @param orderId the order it is about; its trace is continued
     * @param nanoTime as {@link System#nanoTime()}
     */
    public static <T extends Leased> Outcomes<T> of(
            Function<T, String> orderId, RecordOutcomes<T> recordOutcomes, Traces traces, LongSupplier nanoTime) {
        return new Outcomes<>(orderId, told -> recordOutcomes.record(told).then(), traces, nanoTime);
    }

    void add(T told) {
        together.submit(told)
                .retryWhen(AGAIN)
                .subscribe(
                        written -> {},
                        failure -> LOG.warn(
                                "not written, and asked again when its lease ends: {}: {}", told, failure.toString()));
    }
}
