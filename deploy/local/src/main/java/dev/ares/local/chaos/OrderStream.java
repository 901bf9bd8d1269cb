package dev.ares.local.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.ares.local.client.Answer;
import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.client.UnexpectedAnswerException;
import dev.ares.local.load.Buyers;
import dev.ares.local.load.Journal;
import dev.ares.local.load.Timetable;

/**
 * Customers who order at a steady rate, whatever the shop's state, as customers do: one who gets no answer, or is told to
 * come back, sends the same order again with the same Idempotency-Key, through the next gateway where there are several.
 */
final class OrderStream implements AutoCloseable {

    private static final Duration LOG_IN_AGAIN_EVERY = Duration.ofMinutes(5);
    private static final Duration REGRETTED_AFTER = Duration.ofSeconds(1);
    /** By then most orders have ended, so that there is something to give back. */
    private static final Duration RETURNED_AFTER = Duration.ofSeconds(4);

    private static final int UNDER_WAY_AT_MOST = 1_000;
    /** Each waits for the answer to a cancel or a refund, which may take seconds. */
    private static final int THREADS = 32;

    private final Buyers buyers;
    private final List<String> userIds;
    private final Supplier<ShopClient> operators;
    private volatile ShopClient operator;
    private final List<URI> gateways;
    private final Wishes wishes;
    private final Journal journal;
    private final Tally tally;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
    private final Persistence persistence = new Persistence();
    private final FollowUps followUps;
    private final Semaphore room = new Semaphore(UNDER_WAY_AT_MOST);
    private volatile boolean stopped;

    /** @param operators logs one in who gives lines back */
    OrderStream(
            Buyers buyers,
            Supplier<ShopClient> operators,
            List<URI> gateways,
            Wishes wishes,
            Journal journal,
            Tally tally) {
        this.buyers = buyers;
        this.userIds = buyers.all().stream().map(buyer -> buyer.me().text("id")).toList();
        this.operators = operators;
        this.operator = operators.get();
        this.gateways = List.copyOf(gateways);
        this.wishes = wishes;
        this.journal = journal;
        this.tally = tally;
        this.followUps = new FollowUps(clock, gateways, persistence, tally);
    }

    void start(double perSecond) {
        var timetable = Timetable.of(System.nanoTime(), perSecond, 0, 1);
        var sender = new Thread(() -> sendBy(timetable), "orders");
        sender.setDaemon(true);
        sender.start();
        long minutes = LOG_IN_AGAIN_EVERY.toMinutes();
        clock.scheduleWithFixedDelay(this::logInAgain, minutes, minutes, TimeUnit.MINUTES);
    }

    private void logInAgain() {
        buyers.renew();
        try {
            operator = operators.get();
        } catch (NoAnswerException | UnexpectedAnswerException notNow) {
            // A fault is in the way; the token of before is good for two more turns.
        }
    }

    /** No new orders from now on; those under way go on for some seconds. */
    void stop() {
        if (!stopped) {
            persistence.end();
            stopped = true;
        }
    }

    /** Lets orders under way get their answer. */
    @Override
    public void close() {
        stop();
        try {
            room.tryAcquire(UNDER_WAY_AT_MOST, 2 * Persistence.LAST_ATTEMPTS.toSeconds(), TimeUnit.SECONDS);
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
        } else if (answer.isForLater()) {
            again(attempt);
        } else {
            room.release();
        }
    }

    private void accepted(Attempt attempt, String order) {
        if (!attempt.repeated()) {
            tally.accepted();
        }
        List<OrderRequest.Line> lines = attempt.wish().order().items();
        List<OrderRequest.Line> first = lines.subList(0, 1);
        List<OrderRequest.Line> last = lines.subList(lines.size() - 1, lines.size());
        List<OrderRequest.Line> piece =
                List.of(new OrderRequest.Line(lines.get(0).sku(), 1));
        switch (attempt.wish().then()) {
            case NOTHING -> room.release();
            case CANCEL -> ask(REGRETTED_AFTER, cancel(attempt, order));
            case RETURN_A_LINE -> ask(RETURNED_AFTER, refund(order, first, attempt.key()));
            case RETURN_AGAIN ->
                ask(RETURNED_AFTER, refund(order, first, attempt.key()), refund(order, first, attempt.key()));
            case RETURN_TWICE ->
                ask(
                        RETURNED_AFTER,
                        refund(order, piece, attempt.key()),
                        refund(order, last, UUID.randomUUID().toString()));
            case RETURN_AND_CANCEL -> ask(RETURNED_AFTER, refund(order, piece, attempt.key()), cancel(attempt, order));
            case SEND_AGAIN -> {
                if (attempt.repeated()) {
                    room.release();
                } else {
                    later(() -> attempt(attempt.repetition()), Duration.ofSeconds(1));
                }
            }
        }
    }

    private void again(Attempt attempt) {
        Attempt next = attempt.next();
        persistence
                .again(next.number(), attempt.begin())
                .ifPresentOrElse(wait -> later(() -> attempt(next), wait), () -> {
                    tally.answered("given up");
                    room.release();
                });
    }

    private void ask(Duration later, FollowUp... wanted) {
        followUps.ask(later, room::release, wanted);
    }

    private FollowUp cancel(Attempt attempt, String order) {
        return new FollowUp(
                "cancel",
                gateway -> buyer(attempt).through(gateway).cancel(order),
                answer -> journal.cancel(answer, userIds.get(attempt.wish().customer())));
    }

    /** An operator gives lines back; refused where the order did not go through, or they came back already. */
    private FollowUp refund(String order, List<OrderRequest.Line> lines, String key) {
        return new FollowUp(
                "refund",
                gateway -> operator.through(gateway).refund(order, lines, key),
                answer -> journal.refund(answer, key));
    }

    private void later(Runnable what, Duration time) {
        clock.schedule(what, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private ShopClient customer(Attempt attempt) {
        return buyer(attempt).through(gateways.get(attempt.number() % gateways.size()));
    }

    /** With the token of the moment. */
    private ShopClient buyer(Attempt attempt) {
        return buyers.all().get(attempt.wish().customer());
    }
}
