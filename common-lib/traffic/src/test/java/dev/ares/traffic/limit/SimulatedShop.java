package dev.ares.traffic.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Workers behind an unbounded queue and a limiter; arrivals and work by chance (M/M/c), always the same chance. */
final class SimulatedShop {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int workers;
    private final double workMillis;
    private final AdaptiveLimiter limiter;
    private final Random dice = new Random(20261121);
    private final PriorityQueue<Job> atWork = new PriorityQueue<>((one, other) -> Long.compare(one.end, other.end));
    private final Deque<Job> queue = new ArrayDeque<>();
    private final Map<Priority, List<Long>> answered = new EnumMap<>(Priority.class);
    private final Map<Priority, Integer> shed = new EnumMap<>(Priority.class);
    private long now;

    SimulatedShop(int workers, double workMillis, OverloadSettings settings) {
        this.workers = workers;
        this.workMillis = workMillis;
        this.limiter = new AdaptiveLimiter(() -> settings, () -> now);
    }

    AdaptiveLimiter limiter() {
        return limiter;
    }

    void run(int seconds, int perSecond) {
        long end = now + seconds * SECOND;
        long next = now;
        while (next < end) {
            workUntil(next);
            now = next;
            arrive(anybody(perSecond));
            next += chance((double) SECOND / perSecond);
        }
    }

    /** Fifty critical ones a second; of all, a quarter are checkouts. */
    private Priority anybody(int perSecond) {
        double which = dice.nextDouble() * perSecond;
        if (which < 50) {
            return Priority.CRITICAL;
        }
        return which < 50 + perSecond * 0.25 ? Priority.CHECKOUT : Priority.BROWSING;
    }

    private void arrive(Priority priority) {
        Optional<Permit> permit = limiter.admit(priority);
        if (permit.isEmpty()) {
            shed.merge(priority, 1, Integer::sum);
            return;
        }
        var job = new Job(priority, permit.get(), now);
        if (atWork.size() < workers) {
            start(job);
        } else {
            queue.add(job);
        }
    }

    private void start(Job job) {
        job.end = now + chance(workMillis * MILLI);
        atWork.add(job);
    }

    private long chance(double mean) {
        return (long) (-Math.log(1 - dice.nextDouble()) * mean);
    }

    private void workUntil(long time) {
        while (!atWork.isEmpty() && atWork.peek().end <= time) {
            Job done = atWork.remove();
            now = done.end;
            done.permit.answered();
            answered.computeIfAbsent(done.priority, any -> new ArrayList<>()).add(now - done.arrived);
            Job next = queue.poll();
            if (next != null) {
                start(next);
            }
        }
    }

    void forget() {
        answered.clear();
        shed.clear();
    }

    int answers() {
        return answered.values().stream().mapToInt(List::size).sum();
    }

    double p99Millis() {
        List<Long> all = new ArrayList<>();
        answered.values().forEach(all::addAll);
        Collections.sort(all);
        return all.get((int) (all.size() * 0.99)) / (double) MILLI;
    }

    boolean shedAny() {
        return !shed.isEmpty();
    }

    double shedShare(Priority priority) {
        double refused = shed.getOrDefault(priority, 0);
        return refused / (refused + answered.getOrDefault(priority, List.of()).size());
    }

    private static final class Job {

        private final Priority priority;
        private final Permit permit;
        private final long arrived;
        private long end;

        Job(Priority priority, Permit permit, long arrived) {
            this.priority = priority;
            this.permit = permit;
            this.arrived = arrived;
        }
    }
}
