package dev.ares.local.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.ares.local.client.Answer;
import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.load.Buyers;
import dev.ares.local.load.Journal;
import dev.ares.local.load.Timetable;

/**
 * Customers who order at a steady rate, whatever the shop's state, as customers do: one who gets no answer, or is told to
 * come back, sends the same order again with the same Idempotency-Key, through the next gateway where there are several.
 */
final class OrderStream implements AutoCloseable {

    private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(120);
    private static final Duration LONGEST_BETWEEN_ATTEMPTS = Duration.ofSeconds(8);
    private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(10);
    private static final Duration LOG_IN_AGAIN_EVERY = Duration.ofMinutes(5);
    /** By then most orders have ended, so that there is something to give back. */
    private static final Duration RETURNED_AFTER = Duration.ofSeconds(4);

    private static final int UNDER_WAY_AT_MOST = 1_000;

    private final Buyers buyers;
    private final List<String> userIds;
    private final ShopClient operator;
    private final List<URI> gateways;
    private final Wishes wishes;
    private final Journal journal;
    private final Tally tally;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);
    private final Semaphore room = new Semaphore(UNDER_WAY_AT_MOST);
    private volatile boolean stopped;
    private volatile long noAttemptAfter = Long.MAX_VALUE;

    /** @param operator gives lines back */
    OrderStream(Buyers buyers, ShopClient operator, List<URI> gateways, Wishes wishes, Journal journal, Tally tally) {
        this.buyers = buyers;
        this.userIds = buyers.all().stream().map(buyer -> buyer.me().text("id")).toList();
        this.operator = operator;
        this.gateways = List.copyOf(gateways);
        this.wishes = wishes;
        this.journal = journal;
        this.tally = tally;
    }

    void start(double perSecond) {
        var timetable = Timetable.of(System.nanoTime(), perSecond, 0, 1);
        var sender = new Thread(() -> sendBy(timetable), "orders");
        sender.setDaemon(true);
        sender.start();
        long minutes = LOG_IN_AGAIN_EVERY.toMinutes();
        clock.scheduleWithFixedDelay(buyers::renew, minutes, minutes, TimeUnit.MINUTES);
    }

    /** No new orders from now on; those under way go on for some seconds. */
    void stop() {
        if (!stopped) {
            noAttemptAfter = System.nanoTime() + LAST_ATTEMPTS.toNanos();
            stopped = true;
        }
    }

    /** Lets orders under way get their answer. */
    @Override
    public void close() {
        stop();
        try {
            room.tryAcquire(UNDER_WAY_AT_MOST, 2 * LAST_ATTEMPTS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
    }

    private void sendBy(Timetable timetable) {
        for (long number = 0; !stopped; number++) {
            Timetable.await(timetable.due(number));
            if (stopped) {
                return;
            }
            if (room.tryAcquire()) {
                tally.placed();
                attempt(Attempt.first(wishes.next(), UUID.randomUUID().toString()));
            } else {
                tally.answered("not sent, too many wait");
            }
        }
    }

    private void attempt(Attempt attempt) {
        customer(attempt).orderLater(attempt.wish().order(), attempt.key()).whenComplete((answer, failure) -> {
            if (failure != null) {
                tally.answered("no answer");
                again(attempt);
            } else {
                answered(attempt, answer);
            }
        });
    }

    private void answered(Attempt attempt, Answer answer) {
        tally.answered(Integer.toString(answer.status()));
        if (answer.status() / 100 == 2) {
            journal.order(answer, attempt.key(), userIds.get(attempt.wish().customer()));
            accepted(attempt, answer.text("id"));
        } else if (answer.status() >= 500 || answer.status() == 429) {
            again(attempt);
        } else {
            room.release();
        }
    }

    private void accepted(Attempt attempt, String order) {
        if (!attempt.repeated()) {
            tally.accepted();
        }
        switch (attempt.wish().then()) {
            case NOTHING -> room.release();
            case CANCEL -> later(() -> cancel(attempt, order), 1);
            case RETURN_A_LINE -> later(() -> refund(attempt, order), RETURNED_AFTER.toSeconds());
            case SEND_AGAIN -> {
                if (attempt.repeated()) {
                    room.release();
                } else {
                    later(() -> attempt(attempt.repetition()), 1);
                }
            }
        }
    }

    private void again(Attempt attempt) {
        Attempt next = attempt.next();
        long waits = Math.min(LONGEST_BETWEEN_ATTEMPTS.toSeconds(), 2L * next.number() - 1);
        long now = System.nanoTime();
        if (now - attempt.begin() < GIVES_UP_AFTER.toNanos() && now < noAttemptAfter) {
            later(() -> attempt(next), waits);
        } else {
            tally.answered("given up");
            room.release();
        }
    }

    private void cancel(Attempt attempt, String order) {
        try {
            Answer answer = customer(attempt).cancel(order);
            tally.answered("cancel " + answer.status());
            if (answer.status() / 100 == 2) {
                journal.cancel(answer, userIds.get(attempt.wish().customer()));
            }
        } catch (NoAnswerException noAnswer) {
            tally.answered("cancel without answer");
        } finally {
            room.release();
        }
    }

    /** An operator gives the first line back; refused where the order did not go through. */
    private void refund(Attempt attempt, String order) {
        try {
            List<OrderRequest.Line> line = attempt.wish().order().items().subList(0, 1);
            Answer answer = operator.through(gateway(attempt)).refund(order, line, attempt.key());
            tally.answered("refund " + answer.status());
            if (answer.status() / 100 == 2) {
                journal.refund(answer, attempt.key());
            }
        } catch (NoAnswerException noAnswer) {
            tally.answered("refund without answer");
        } finally {
            room.release();
        }
    }

    private void later(Runnable what, long seconds) {
        clock.schedule(what, seconds, TimeUnit.SECONDS);
    }

    private ShopClient customer(Attempt attempt) {
        return buyers.all().get(attempt.wish().customer()).through(gateway(attempt));
    }

    private URI gateway(Attempt attempt) {
        return gateways.get(attempt.number() % gateways.size());
    }
}
