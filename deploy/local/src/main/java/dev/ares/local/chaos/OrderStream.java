package dev.ares.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.ares.local.client.Answer;
import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

/**
 * Customers who order at a steady rate, whatever the shop's state, as customers do: one who gets no answer, or is told to
 * come back, sends the same order again with the same Idempotency-Key. Some change their mind and cancel.
 */
final class OrderStream implements AutoCloseable {

    private static final int ATTEMPTS = 8;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final int UNDER_WAY_AT_MOST = 500;

    /** Each with its weight. A provider that is slow, silent after success, or says everything twice is part of life. */
    private static final List<String> METHODS = Stream.of(
                    repeated(16, OrderRequest.GOOD_CARD),
                    repeated(2, OrderRequest.DECLINED_CARD),
                    repeated(2, "pm_sim_slow"),
                    repeated(2, "pm_sim_timeoutAfterSuccess"),
                    repeated(2, "pm_sim_duplicateWebhook"),
                    repeated(1, "pm_sim_down"))
            .flatMap(List::stream)
            .toList();

    private static final int CANCELLED_PERCENT = 5;
    private static final int REDEEMING_PERCENT = 8;

    private final Customers customers;
    private final List<String> skus;
    private final Journal journal;
    private final Random random;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Executor later =
            CompletableFuture.delayedExecutor(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS, workers);
    private final Semaphore room = new Semaphore(UNDER_WAY_AT_MOST);

    OrderStream(Customers customers, List<String> skus, Journal journal, long seed) {
        this.customers = customers;
        this.skus = List.copyOf(skus);
        this.journal = journal;
        this.random = new Random(seed);
    }

    void start(double perSecond) {
        customers.keepLoggedIn(clock);
        long every = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
        clock.scheduleAtFixedRate(this::next, 0, every, TimeUnit.NANOSECONDS);
    }

    /** No new orders from now on; those under way get their answer, or give up, within some seconds. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            room.tryAcquire(UNDER_WAY_AT_MOST, 90, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    private void next() {
        if (!room.tryAcquire()) {
            journal.answered("not sent, too many wait");
            return;
        }
        int customer = random.nextInt(customers.number());
        OrderRequest order = order();
        boolean cancels = random.nextInt(100) < CANCELLED_PERCENT;
        journal.placed();
        place(customer, order, UUID.randomUUID().toString(), cancels, 1);
    }

    private OrderRequest order() {
        int first = random.nextInt(skus.size());
        List<String> chosen = Stream.iterate(first, at -> (at + 1) % skus.size())
                .limit(1 + random.nextInt(3))
                .map(skus::get)
                .toList();
        OrderRequest order = OrderRequest.ofOneEach(chosen).payingWith(METHODS.get(random.nextInt(METHODS.size())));
        return random.nextInt(100) < REDEEMING_PERCENT ? order.redeeming(5) : order;
    }

    private void place(int customer, OrderRequest order, String key, boolean cancels, int attempt) {
        customers.get(customer).orderLater(order, key).whenComplete((answer, failure) -> {
            journal.answered(failure == null ? Integer.toString(answer.status()) : "no answer");
            if (failure == null && answer.status() < 300) {
                journal.accepted(answer.text("id"));
                if (cancels) {
                    cancel(customers.get(customer), answer.text("id"));
                } else {
                    room.release();
                }
            } else if (attempt < ATTEMPTS && (failure != null || comesBack(answer))) {
                later.execute(() -> place(customer, order, key, cancels, attempt + 1));
            } else {
                room.release();
            }
        });
    }

    private void cancel(ShopClient customer, String order) {
        later.execute(() -> {
            try {
                journal.answered("cancel " + customer.cancel(order).status());
            } catch (NoAnswerException noAnswer) {
                journal.answered("cancel without answer");
            } finally {
                room.release();
            }
        });
    }

    private static boolean comesBack(Answer answer) {
        return answer.status() >= 500 || answer.status() == 429;
    }

    private static List<String> repeated(int times, String method) {
        return Stream.generate(() -> method).limit(times).toList();
    }
}
