package dev.ares.benchmarks.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.ares.benchmarks.machine.LocalServers;

/** What is done to a contender. Each run begins with an empty table and ends with a stopped relay. */
final class Trials {

    /** More than any writer here commits in the longest run. */
    private static final int MOST_LIVE = 2_000_000;

    private static final Duration DONE_WITH = Duration.ofSeconds(10);

    private final LocalServers servers;
    private final ReadingEnd consumer;
    private final Duration patience;
    private int runs;

    /** @param patience with a relay that has not sent everything yet */
    Trials(LocalServers servers, ReadingEnd consumer, Duration patience) {
        this.servers = servers;
        this.consumer = consumer;
        this.patience = patience;
    }

    /** Rows wait when the relay starts; time runs from that start to the last message at the consumer. */
    Result drain(Contender contender, int rows) throws Exception {
        Receipts receipts = begin(contender, rows);
        contender.leaveBehind(runs, rows);
        servers.checkpoint();
        long begun = System.nanoTime();
        contender.start(true);
        return end(contender, receipts, rows, begun);
    }

    /** Writers write as fast as they can; time runs from the first write to the last message at the consumer. */
    Result live(Contender contender, int writers, Duration time) throws Exception {
        Receipts receipts = begin(contender, MOST_LIVE);
        contender.start(false);
        var keys = new Keys(receipts, time);
        contender.write(keys::next, writers);
        return end(contender, receipts, keys.given(), keys.begun);
    }

    /** The same writers, and nobody who sends. */
    Result alone(Contender contender, int writers, Duration time) throws Exception {
        Receipts receipts = begin(contender, MOST_LIVE);
        var keys = new Keys(receipts, time);
        contender.write(keys::next, writers);
        double seconds = (System.nanoTime() - keys.begun) / 1e9;
        long missing = keys.given() - contender.unsent();
        contender.empty();
        return Result.of(keys.given() / seconds, 0, 0, keys.given(), missing, receipts.distinct(), 0);
    }

    /** So many a second, by chance and the same chance in each run. */
    Result paced(Contender contender, int perSecond, int messages) throws Exception {
        Receipts receipts = begin(contender, messages);
        contender.start(false);
        var dice = new Random(11);
        long begun = System.nanoTime();
        long due = begun;
        for (int i = 0; i < messages; i++) {
            due += (long) (-Math.log(1 - dice.nextDouble()) * 1e9 / perSecond);
            LockSupport.parkNanos(due - System.nanoTime());
            contender.write(receipts.key(i));
        }
        return end(contender, receipts, messages, begun);
    }

    private Receipts begin(Contender contender, int most) throws SQLException {
        contender.empty();
        runs++;
        var receipts = new Receipts(runs, most);
        consumer.expect(receipts);
        return receipts;
    }

    private Result end(Contender contender, Receipts receipts, int committed, long begun) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (receipts.distinct() < committed && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        long last = receipts.distinct() < committed ? System.nanoTime() : receipts.last();
        int arrived = receipts.distinct();
        long marked = System.nanoTime() + DONE_WITH.toNanos();
        while (arrived == committed && contender.unsent() > 0 && System.nanoTime() < marked) {
            Thread.sleep(20);
        }
        contender.stop();
        long unsent = contender.unsent();
        // What was under way when it stopped is still on its way to the consumer.
        while (receipts.missing(committed) > unsent && System.nanoTime() < marked) {
            Thread.sleep(5);
        }
        contender.empty();
        return Result.of(
                arrived / ((last - begun) / 1e9),
                receipts.latency(50),
                receipts.latency(99),
                committed,
                receipts.missing(committed),
                receipts.repeated() + consumer.strays(),
                unsent);
    }

    /** Keys until the time is over. */
    private static final class Keys {

        private final Receipts receipts;
        private final AtomicInteger given = new AtomicInteger();
        private final long begun = System.nanoTime();
        private final long end;

        Keys(Receipts receipts, Duration time) {
            this.receipts = receipts;
            this.end = begun + time.toNanos();
        }

        @Nullable
        String next() {
            return System.nanoTime() < end ? receipts.key(given.getAndIncrement()) : null;
        }

        int given() {
            return given.get();
        }
    }
}
