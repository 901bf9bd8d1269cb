package dev.ares.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ares.benchmarks.machine.Pause;
import dev.ares.benchmarks.machine.ResidentMemory;
import dev.ares.benchmarks.shop.ShopProcesses;
import dev.ares.benchmarks.shop.Trial;
import dev.ares.benchmarks.shop.Way;

/**
 * What is measured: shops that {@code ./ares up} starts one after the other, each empty and alone on the machine, with the
 * settings that it has by itself.
 *
 * @param orders of each shop, the first one not counted
 * @param longest time of ordering, however many orders came of it
 * @param folder where the shops keep their state
 */
record StackPlan(int rounds, long orders, Duration longest, Path folder, int portOffset) {

    static final int PRODUCTS = 100;
    static final int CUSTOMERS = 16;

    /** After the first order, in which the shop becomes calm. */
    static final Duration CALM = Duration.ofSeconds(10);

    List<Start> measure() throws IOException, InterruptedException, SQLException {
        Path home = folder.resolve("stack");
        say("building what is stale");
        ShopProcesses.build(home, portOffset);
        var starts = new ArrayList<Start>();
        for (int round = 1; round <= rounds; round++) {
            say("round %d of %d: starting a shop", round, rounds);
            try (var shop = ShopProcesses.start(Way.SAGA, home, portOffset, Map.of())) {
                starts.add(watch(shop));
            }
        }
        return starts;
    }

    private Start watch(ShopProcesses processes) throws IOException, InterruptedException, SQLException {
        FirstOrder.confirmed(processes.shop());
        double firstOrder = seconds(processes.begun(), System.nanoTime());
        double ready = seconds(processes.begun(), processes.ready());
        Map<String, ProcessHandle> running = processes.running();
        Pause.of(CALM);
        Map<String, Double> idle = ResidentMemory.of(running);
        say(
                "ready after %.1f s, first order confirmed after %.1f s, %.0f MiB; ordering",
                ready, firstOrder, ResidentMemory.sum(idle));
        try (var trial = Trial.on(processes, PRODUCTS, CUSTOMERS)) {
            long confirmed = trial.order(CUSTOMERS, orders, longest);
            Map<String, Double> used = ResidentMemory.of(running);
            say("%.0f MiB after %d confirmed orders; checking", ResidentMemory.sum(used), confirmed);
            return new Start(ready, firstOrder, processes.failedStarts(), idle, used, confirmed, trial.violations());
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static void say(String pattern, Object... values) {
        System.err.println("... " + String.format(Locale.ROOT, pattern, values));
    }
}
