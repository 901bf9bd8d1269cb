package dev.ares.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

/**
 * Customers who look at a product, order it and look at their orders, again and again, each asking for the next thing once
 * the last was answered. Nobody waits as long as he is told to: whatever the shop answers is what a customer sees.
 */
final class Visitors implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;
    private static final String ORDER = "an order";

    /**
     * An answer.
     *
     * @param who asked
     * @param asked what for
     * @param at which visit: all that were asked for since the last {@link #nextVisit} have the same
     */
    record Seen(ShopClient who, String asked, int at, Answer answer) {

        /** Whether it is an order that the shop took. */
        boolean isTaken() {
            return asked.equals(ORDER) && !answer.isForLater();
        }

        @Override
        public String toString() {
            return asked + ": " + answer.status() + " " + answer.text();
        }
    }

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> rounds = new ArrayList<>();
    private final ExecutorService threads;
    private volatile int visit;
    private final CountDownLatch leaving = new CountDownLatch(1);

    private Visitors(int number) {
        threads = Executors.newFixedThreadPool(number);
    }

    /** So many customers of their own, who want one product. */
    static Visitors of(int number, RunningShop shop, String sku) {
        var visitors = new Visitors(number);
        for (int each = 0; each < number; each++) {
            ShopClient customer = shop.newCustomer();
            visitors.rounds.add(visitors.threads.submit(() -> visitors.goRound(customer, sku)));
        }
        return visitors;
    }

    private Void goRound(ShopClient customer, String sku) throws InterruptedException {
        while (leaving.getCount() > 0) {
            ask(customer, "a product", () -> customer.get("/api/products/" + sku));
            ask(customer, ORDER, () -> customer.orderLater(
                            OrderRequest.of(sku, 1), UUID.randomUUID().toString())
                    .join());
            ask(customer, "their orders", () -> customer.get("/api/orders?limit=5"));
        }
        return null;
    }

    private void ask(ShopClient who, String what, Supplier<Answer> call) throws InterruptedException {
        var answered = new Seen(who, what, visit, call.get());
        seen.add(answered);
        if (answered.answer().isForLater()) {
            // Refusals come at once, and there are enough of them.
            leaving.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** What is asked for from now on belongs to the next visit, whose number is told. */
    int nextVisit() {
        return ++visit;
    }

    /** What was answered of a visit by now. */
    List<Seen> of(int number) {
        return seen.stream().filter(each -> each.at() == number).toList();
    }

    /** All that was answered, once the last question was. */
    List<Seen> leave() throws Exception {
        leaving.countDown();
        for (Future<?> round : rounds) {
            round.get();
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        leaving.countDown();
        threads.shutdownNow();
    }
}
