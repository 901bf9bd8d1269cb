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
    private static final int UNDER_WAY_AT_MOST = 1_000;

    private final Buyers buyers;
    private final List<URI> gateways;
    private final Wishes wishes;
    private final Journal journal;
    private final Tally tally;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
    private final Semaphore room = new Semaphore(UNDER_WAY_AT_MOST);
    private volatile boolean stopped;
    private volatile long noAttemptAfter = Long.MAX_VALUE;

    OrderStream(Buyers buyers, List<URI> gateways, Wishes wishes, Journal journal, Tally tally) {
        this.buyers = buyers;
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
            journal.accepted(answer.status(), attempt.key(), answer.text("id"));
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
            tally.answered("cancel " + customer(attempt).cancel(order).status());
        } catch (NoAnswerException noAnswer) {
            tally.answered("cancel without answer");
        } finally {
            room.release();
        }
    }

    private void later(Runnable what, long seconds) {
        clock.schedule(what, seconds, TimeUnit.SECONDS);
    }

    private ShopClient customer(Attempt attempt) {
        return buyers.all().get(attempt.wish().customer()).through(gateways.get(attempt.number() % gateways.size()));
    }
}
