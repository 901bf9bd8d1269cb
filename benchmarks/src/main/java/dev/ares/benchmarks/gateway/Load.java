package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.HdrHistogram.Histogram;

/** Requests over connections that are kept, one thread each. */
final class Load {

    private static final long OVER = Long.MAX_VALUE;

    /**
     * What came of it.
     *
     * @param good answers with status 200
     * @param others all others by what they said
     * @param seconds from the first request to the last answer
     * @param latencies of the good ones in microseconds, from when the request was due
     */
    record Answers(long good, Map<String, Long> others, double seconds, Histogram latencies) {

        double perSecond() {
            return good / seconds;
        }

        long asked() {
            return good + others.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final int port;
    private final Supplier<byte[]> requests;
    private final LongSupplier timetable;
    private final Histogram latencies = new Histogram(3);
    private final Map<String, Long> others = new TreeMap<>();

    private Load(int port, Supplier<byte[]> requests, LongSupplier timetable) {
        this.port = port;
        this.requests = requests;
        this.timetable = timetable;
    }

    /** Closed loop: on each connection the next request follows the answer, until the time is over. */
    static Answers closed(int port, Supplier<byte[]> requests, int inFlight, Duration time) {
        long until = System.nanoTime() + time.toNanos();
        return new Load(port, requests, () -> {
                    long now = System.nanoTime();
                    return now - until < 0 ? now : OVER;
                })
                .run(inFlight);
    }

    /**
     * Open loop, evenly spaced. A request that no connection was free for counts from when it was due, so that waiting
     * shows.
     */
    static Answers atRate(int port, Supplier<byte[]> requests, int perSecond, int connections, Duration time) {
        long begun = System.nanoTime();
        long all = perSecond * time.toMillis() / 1000;
        long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
        AtomicLong next = new AtomicLong();
        return new Load(port, requests, () -> {
                    long number = next.getAndIncrement();
                    return number < all ? begun + number * apart : OVER;
                })
                .run(connections);
    }

    private Answers run(int connections) {
        long begun = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(this::work, "load-" + i);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
        return new Answers(latencies.getTotalCount(), Map.copyOf(others), (System.nanoTime() - begun) / 1e9, latencies);
    }

    private void work() {
        var mine = new Histogram(3);
        var refused = new TreeMap<String, Long>();
        try (var connection = new Connection(port)) {
            for (long due = timetable.getAsLong(); due != OVER; due = timetable.getAsLong()) {
                awaitDue(due);
                String what = ask(connection);
                if (what.isEmpty()) {
                    mine.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                } else {
                    refused.merge(what, 1L, Long::sum);
                }
            }
        }
        add(mine, refused);
    }

    /** Empty for a good answer. */
    private String ask(Connection connection) {
        try {
            int status = connection.ask(requests.get());
            return status == 200 ? "" : "status " + status;
        } catch (IOException failure) {
            return "no answer";
        }
    }

    private static void awaitDue(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private synchronized void add(Histogram more, Map<String, Long> refused) {
        latencies.add(more);
        refused.forEach((what, number) -> others.merge(what, number, Long::sum));
    }
}
