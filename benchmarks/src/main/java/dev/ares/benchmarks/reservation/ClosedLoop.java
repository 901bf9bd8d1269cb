package dev.ares.benchmarks.reservation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import dev.ares.inventory.domain.ReservationCommand.Reserve;

/** So many callers, each of whom asks again once it was answered, while there is something to ask for. */
final class ClosedLoop {

    /**
     * What came of it.
     *
     * @param seconds from the first question to the last answer
     * @param answered orders
     * @param failed orders of which nothing is known
     * @param latencies of the answered ones, in microseconds
     */
    record Answers(double seconds, long answered, long failed, Histogram latencies) {

        double perSecond() {
            return answered / seconds;
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Reserver reserver;
    private final Orders orders;
    private final CountDownLatch asking;
    private final Histogram latencies = new Histogram(3);
    private long failed;

    private ClosedLoop(Reserver reserver, Orders orders, int callers) {
        this.reserver = reserver;
        this.orders = orders;
        this.asking = new CountDownLatch(callers);
    }

    /**
     * Returns with the last answer.
     *
     * @throws IllegalStateException when an answer takes a minute
     */
    static Answers run(Reserver reserver, Orders orders, int callers) throws InterruptedException {
        var loop = new ClosedLoop(reserver, orders, callers);
        long begun = System.nanoTime();
        for (int caller = 0; caller < callers; caller++) {
            loop.next();
        }
        if (!loop.asking.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("answers: none for " + PATIENCE + " after the last question");
        }
        return loop.answers((System.nanoTime() - begun) / 1e9);
    }

    private void next() {
        Reserve order = orders.next();
        if (order == null) {
            asking.countDown();
            return;
        }
        long asked = System.nanoTime();
        var unused = reserver.reserve(order).handle((nothing, failure) -> {
            record(failure, System.nanoTime() - asked);
            next();
            return "";
        });
    }

    private synchronized void record(@Nullable Throwable failure, long nanos) {
        if (failure == null) {
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        } else {
            failed++;
        }
    }

    private synchronized Answers answers(double seconds) {
        return new Answers(seconds, latencies.getTotalCount(), failed, latencies.copy());
    }
}
