package dev.ares.benchmarks.overload;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.ares.traffic.limit.Priority;

/**
 * Customers who come whatever happens (open loop, by chance, the same chance in each run), through a gate to the shop.
 *
 * @param perSecond how many
 * @param lasting from the first to the last
 * @param settled from when on they are counted
 */
record Run(double perSecond, Duration lasting, Duration settled) {

    private static final double CRITICAL = 0.02;
    private static final double CHECKOUTS = 0.2;

    /** @param slowdown is done in the middle of what is counted */
    Figures through(Gate gate, Shop shop, Duration target, Runnable slowdown) {
        var dice = new Random(5);
        var figures = new Figures.Gathering(target);
        var uncounted = new Figures.Gathering(target);
        long begun = System.nanoTime();
        long counted = begun + settled.toNanos();
        long end = begun + lasting.toNanos();
        long slow = counted + (end - counted) / 2;
        boolean isSlow = false;
        for (long due = begun; due < end; due += gap(dice)) {
            Shop.Pauses.until(due);
            if (!isSlow && due >= slow) {
                slowdown.run();
                isSlow = true;
            }
            arrive(gate, shop, anybody(dice), due >= counted ? figures : uncounted);
        }
        Shop.Pauses.until(end);
        return figures.over(lasting.minus(settled));
    }

    private void arrive(Gate gate, Shop shop, Priority priority, Figures.Gathering figures) {
        long arrived = System.nanoTime();
        var admitted = gate.admit(priority);
        if (admitted.isEmpty()) {
            figures.refused(priority);
            return;
        }
        figures.admitted(priority);
        shop.ask(() -> {
            admitted.get().run();
            figures.answered(priority, System.nanoTime() - arrived);
        });
    }

    private long gap(Random dice) {
        return (long) (-Math.log(1 - dice.nextDouble()) * TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    private static Priority anybody(Random dice) {
        double which = dice.nextDouble();
        if (which < CRITICAL) {
            return Priority.CRITICAL;
        }
        return which < CRITICAL + CHECKOUTS ? Priority.CHECKOUT : Priority.BROWSING;
    }
}
