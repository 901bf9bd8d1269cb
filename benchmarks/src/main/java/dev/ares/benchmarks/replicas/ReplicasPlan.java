package dev.ares.benchmarks.replicas;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ares.benchmarks.machine.ResidentMemory;
import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.ShopProcesses;
import dev.ares.benchmarks.shop.Trial;
import dev.ares.local.shop.Settings;

/**
 * What is measured: for each number of replicas a new shop, alone on the machine, whose customers go in through all of its
 * gateways.
 *
 * @param replicas a shop each
 * @param rounds runs in each shop
 * @param warmUp orders for each replica: code that ran little costs more, and three replicas share the orders of one
 * @param time of a run
 * @param folder where a shop keeps its state while it runs
 */
record ReplicasPlan(
        List<Integer> replicas,
        int rounds,
        int inFlight,
        long warmUp,
        Duration time,
        int products,
        Path folder,
        int portOffset) {

    /** With a token each, and as many at each gateway: 60 can be divided by one to five. */
    private static final int CUSTOMERS = 60;

    /** Tokens are renewed from slice to slice, and end after 15 minutes. */
    private static final Duration SLICE = Duration.ofMinutes(4);

    /** In which nothing is asked of the shop. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    ReplicasPlan {
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException(
                    "replicas %s, rounds %d (expected: at least one of each)".formatted(replicas, rounds));
        }
        if (replicas.stream().anyMatch(number -> number < 1 || number > Settings.MOST_REPLICAS)) {
            throw new IllegalArgumentException(
                    "replicas %s (expected: 1 to %d each)".formatted(replicas, Settings.MOST_REPLICAS));
        }
    }

    List<Replicated> measure() throws IOException, InterruptedException, SQLException {
        var measured = new ArrayList<Replicated>();
        for (int number : replicas) {
            say("%d of each: starting a shop", number);
            try (var shop = ShopProcesses.start(number, folder.resolve("replicas"), portOffset)) {
                measured.add(measure(shop, number));
            }
        }
        return measured;
    }

    private Replicated measure(ShopProcesses shop, int number) throws IOException, InterruptedException, SQLException {
        try (var trial = Trial.on(shop, products, CUSTOMERS)) {
            Map<String, ProcessHandle> running = shop.running();
            say("%d of each: warming up with %,d orders", number, number * warmUp);
            long before = warmUp(trial, number * warmUp);
            var runs = new ArrayList<Run>();
            for (int round = 1; round < rounds; round++) {
                runs.add(told(number, round, trial.unchecked(Scenario.SPREAD, inFlight, time)));
            }
            runs.add(told(number, rounds, trial.run(Scenario.SPREAD, inFlight, time)));
            double memory = ResidentMemory.sum(ResidentMemory.of(running));
            double idle = trial.idle(IDLE);
            return new Replicated(number, before / number, idle, memory, runs);
        }
    }

    /** @return how many orders were confirmed, at least so many */
    private long warmUp(Trial trial, long wanted) throws InterruptedException, SQLException {
        long done = 0;
        while (done < wanted) {
            long now = trial.order(inFlight, wanted - done, SLICE);
            if (now == 0) {
                throw new IllegalStateException("no order was confirmed in " + SLICE.toMinutes() + " minutes");
            }
            done += now;
        }
        return done;
    }

    private Run told(int number, int round, Run run) {
        say(
                "%d of each, run %d of %d: %.0f orders/s, p99 %.0f ms, %.2f ms of processor an order%s",
                number,
                round,
                rounds,
                run.perSecond(),
                run.p99(),
                run.shopProcessor(),
                run.violations() == 0 ? "" : ", " + run.violations() + " VIOLATIONS");
        return run;
    }

    private static void say(String pattern, Object... values) {
        System.err.println("... " + String.format(Locale.ROOT, pattern, values));
    }
}
