package dev.ares.local.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ares.local.client.Answer;
import dev.ares.local.client.NoAnswerException;

/**
 * Asks the shop for what follows an order, all that belongs to one order at the same moment, each through another gateway where
 * there are several. What gets no answer, or is told to come back, is sent again until the shop says yes or no.
 */
final class FollowUps {

    private final ScheduledExecutorService threads;
    private final List<URI> gateways;
    private final Persistence persistence;
    private final Tally tally;

    FollowUps(ScheduledExecutorService threads, List<URI> gateways, Persistence persistence, Tally tally) {
        this.threads = threads;
        this.gateways = List.copyOf(gateways);
        this.persistence = persistence;
        this.tally = tally;
    }

    /**
     * Returns at once.
     *
     * @param over told when all of them are answered or given up
     */
    void ask(Duration later, Runnable over, FollowUp... wanted) {
        var left = new AtomicInteger(wanted.length);
        for (int index = 0; index < wanted.length; index++) {
            var one = new Sending(wanted[index], index, System.nanoTime(), () -> {
                if (left.decrementAndGet() == 0) {
                    over.run();
                }
            });
            schedule(() -> send(one, 0), later);
        }
    }

    /**
     * One that is under way.
     *
     * @param first index of the gateway that it is sent through first
     */
    private record Sending(FollowUp wanted, int first, long begin, Runnable over) {}

    private void send(Sending one, int number) {
        Optional<Duration> again = Optional.empty();
        try {
            if (!answered(one, number)) {
                again = persistence.again(number + 1, one.begin());
                if (again.isEmpty()) {
                    tally.answered(one.wanted().what() + " given up");
                }
            }
        } finally {
            again.ifPresentOrElse(wait -> schedule(() -> send(one, number + 1), wait), one.over());
        }
    }

    private boolean answered(Sending one, int number) {
        FollowUp wanted = one.wanted();
        try {
            Answer answer = wanted.call().apply(gateways.get((one.first() + number) % gateways.size()));
            tally.answered(wanted.what() + " " + answer.status());
            if (answer.status() / 100 == 2) {
                wanted.accepted().accept(answer);
            }
            return !answer.isForLater();
        } catch (NoAnswerException noAnswer) {
            tally.answered(wanted.what() + " without answer");
            return false;
        }
    }

    private void schedule(Runnable what, Duration later) {
        threads.schedule(what, later.toNanos(), TimeUnit.NANOSECONDS);
    }
}
