package dev.ares.benchmarks.shop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;

/**
 * So many customers, each of whom orders again when the last order has come to its end, until the time is over or enough was
 * ordered.
 */
final class ClosedLoop {

    /** What a customer asks the shop to wait for the end: as long as it honours. */
    private static final Duration WAIT = Duration.ofSeconds(20);

    private static final long AFTER_A_FAILURE_MILLIS = 20;
    private static final String CONFIRMED = "CONFIRMED";

    /**
     * What came of it.
     *
     * @param begun, ended {@link System#nanoTime} of the first order and of the last answer
     * @param confirmed orders that were answered as such
     * @param others all other answers by what they said; {@code PENDING} is none at the end yet
     * @param latencies of the confirmed ones, in microseconds
     */
    record Answers(long begun, long ended, long confirmed, Map<String, Long> others, Histogram latencies) {

        boolean allEnded() {
            return others.keySet().stream().allMatch(what -> what.startsWith("CANCELLED"));
        }
    }

    private final ReadyShop shop;
    private final Scenario scenario;
    private final List<ShopClient> customers;
    private final AtomicLong turn = new AtomicLong();
    private final Histogram latencies = new Histogram(3);
    private final Map<String, Long> others = new TreeMap<>();
    private final long begun = System.nanoTime();
    private final long until;
    private final AtomicLong left;
    private final CountDownLatch going;
    private long confirmed;

    private ClosedLoop(ReadyShop shop, Scenario scenario, int inFlight, Duration time, long most) {
        this.shop = shop;
        this.scenario = scenario;
        this.customers = shop.customers();
        this.until = begun + time.toNanos();
        this.left = new AtomicLong(most);
        this.going = new CountDownLatch(inFlight);
    }

    /** Returns with the last answer; each comes within a minute, or counts as none. */
    static Answers run(ReadyShop shop, Scenario scenario, int inFlight, Duration time) throws InterruptedException {
        return run(shop, scenario, inFlight, time, Long.MAX_VALUE);
    }

    /** The same with no more than so many orders. */
    static Answers run(ReadyShop shop, Scenario scenario, int inFlight, Duration time, long most)
            throws InterruptedException {
        shop.customers();
        var loop = new ClosedLoop(shop, scenario, inFlight, time, most);
        for (int customer = 0; customer < inFlight; customer++) {
            loop.next();
        }
        loop.going.await();
        return loop.answers();
    }

    private void next() {
        if (System.nanoTime() >= until || left.getAndDecrement() <= 0) {
            going.countDown();
            return;
        }
        ShopClient customer = customers.get((int) (turn.getAndIncrement() % customers.size()));
        long sent = System.nanoTime();
        var unused = customer.orderLater(
                        scenario.order(shop.skus()), UUID.randomUUID().toString(), WAIT)
                .handle((answer, failure) -> {
                    if (record(answer, failure, System.nanoTime() - sent)) {
                        next();
                    } else {
                        later();
                    }
                    return "";
                });
    }

    /** Whoever was turned away does not come back at once: a refusal costs little, and they would crowd out the rest. */
    private void later() {
        CompletableFuture.delayedExecutor(AFTER_A_FAILURE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(this::next);
    }

    /** Returns whether there is an order. */
    private synchronized boolean record(@Nullable Answer answer, @Nullable Throwable failure, long nanos) {
        String what = answer == null
                ? "no answer"
                : answer.status() / 100 == 2
                        ? (answer.text("status") + " " + answer.text("reason")).strip()
                        : "status " + answer.status();
        if (what.equals(CONFIRMED)) {
            confirmed++;
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        } else {
            others.merge(what, 1L, Long::sum);
        }
        return answer != null && answer.status() / 100 == 2;
    }

    private synchronized Answers answers() {
        return new Answers(begun, System.nanoTime(), confirmed, Map.copyOf(others), latencies.copy());
    }
}
