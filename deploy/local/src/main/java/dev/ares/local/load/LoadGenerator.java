package dev.ares.local.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;

/**
 * Sends orders by a plan and keeps a journal of what the shop accepted. Nothing is sent twice: what gets no answer counts as
 * such, and whether its order exists is for the shop's databases to say.
 */
public final class LoadGenerator {

    /** Told of the run while it goes on, about once a second and from one thread. */
    @FunctionalInterface
    public interface Progress {
        void tick(Interval last, long underWay, long failed);
    }

    /** In an open loop more than these wait inside the generator, and their wait counts. */
    private static final int AT_ONCE = 2_000;

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration RENEW_EVERY = Duration.ofMinutes(5);
    private static final int RETRY_RENEWAL_AFTER_TICKS = 5;

    private final LoadPlan plan;
    private final Buyers buyers;
    private final Journal journal;
    private final Measurements measured = new Measurements();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile boolean stopped;

    public LoadGenerator(LoadPlan plan, Buyers buyers, Journal journal) {
        this.plan = plan;
        this.buyers = buyers;
        this.journal = journal;
    }

    /** Returns when the time is over, or {@link #stop} was called, and every order has its answer or will get none. */
    public LoadResult run(Progress progress) throws InterruptedException {
        long begin = System.nanoTime();
        List<Thread> senders = startSenders(begin);
        try {
            watch(begin, senders, progress);
        } finally {
            stop();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return measured.result(seconds(begin));
    }

    /** No further order leaves. */
    public void stop() {
        stopped = true;
    }

    private List<Thread> startSenders(long begin) {
        var senders = new ArrayList<Thread>();
        if (plan.loop() instanceof Loop.Closed closed) {
            for (int user = 0; user < closed.users(); user++) {
                int number = user;
                senders.add(new Thread(() -> send(begin, number, closed.users(), CompletableFuture::join)));
            }
        } else {
            senders.add(new Thread(() -> send(begin, 0, 1, answer -> {})));
        }
        senders.forEach(Thread::start);
        return senders;
    }

    private void send(long begin, int sender, int senders, Consumer<CompletableFuture<?>> afterEach) {
        var timetable = Timetable.of(begin, plan.loop().rate(), sender, senders);
        LoadPlan.Orders orders = plan.orders(sender);
        long end = begin + plan.duration().toNanos();
        for (long number = 0; ; number++) {
            long due = timetable.due(number);
            if (due >= end) {
                return;
            }
            Timetable.await(due);
            places.acquireUninterruptibly();
            if (stopped) {
                places.release();
                return;
            }
            afterEach.accept(send(orders, due));
        }
    }

    private CompletableFuture<?> send(LoadPlan.Orders orders, long due) {
        String key = UUID.randomUUID().toString();
        measured.sent();
        long sent = System.nanoTime();
        return buyers.next().orderLater(orders.next(), key, plan.patience()).handle((answer, failure) -> {
            places.release();
            ended(answer, key, due, sent);
            return "";
        });
    }

    private void ended(@Nullable Answer answer, String key, long due, long sent) {
        if (answer == null) {
            measured.unanswered(due, sent, ShopClient.TIME_OUT.toNanos());
            return;
        }
        if (answer.status() / 100 == 2) {
            journal.order(answer, key, "");
        }
        measured.answered(answer.status(), due, sent);
    }

    private void watch(long begin, List<Thread> senders, Progress progress) throws InterruptedException {
        long renewAt = begin + RENEW_EVERY.toNanos();
        while (senders.stream().anyMatch(Thread::isAlive) || measured.underWay() > 0) {
            TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
            progress.tick(measured.tick(seconds(begin)), measured.underWay(), measured.failed());
            if (System.nanoTime() > renewAt) {
                boolean renewed = buyers.renew();
                renewAt = System.nanoTime()
                        + (renewed ? RENEW_EVERY : TICK.multipliedBy(RETRY_RENEWAL_AFTER_TICKS)).toNanos();
            }
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
