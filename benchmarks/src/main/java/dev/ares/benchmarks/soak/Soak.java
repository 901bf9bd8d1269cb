package dev.ares.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ares.benchmarks.machine.ResidentMemory;
import dev.ares.benchmarks.shop.ReadyShop;
import dev.ares.benchmarks.shop.ShopProcesses;
import dev.ares.benchmarks.shop.Trial;
import dev.ares.benchmarks.shop.Way;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.load.Journal;
import dev.ares.local.load.LoadGenerator;
import dev.ares.local.load.LoadPlan;
import dev.ares.local.load.LoadResult;
import dev.ares.local.load.Loop;
import dev.ares.local.load.Mix;

/**
 * One shop, and orders that come at a steady rate, whatever happens.
 *
 * @param rate orders a second
 * @param time of ordering
 * @param every between two looks at the memory
 * @param folder where the shop keeps its state
 */
record Soak(double rate, Duration time, Duration every, Path folder, int portOffset) {

    static final int PRODUCTS = 100;
    static final int CUSTOMERS = 64;

    /** What customers ask the shop to wait for the end of an order. */
    private static final Duration WAIT = Duration.ofSeconds(20);

    private static final int SEED = 1;

    /** The simulator keeps every payment in memory, and is not what is measured. */
    private static final Map<String, String> MORE_FOR_THE_SIMULATOR = Map.of("ARES_SIMULATOR_HEAP", "1024");

    /**
     * What came of it.
     *
     * @param confirmed orders in the database
     * @param violations of invariants at the end
     */
    record Findings(Samples samples, LoadResult load, long confirmed, long violations) {}

    Findings measure() throws IOException, InterruptedException, SQLException {
        say("starting a shop");
        try (var shop = ShopProcesses.start(Way.SAGA, folder.resolve("soak"), portOffset, MORE_FOR_THE_SIMULATOR)) {
            say("preparing %d products and %d customers", PRODUCTS, CUSTOMERS);
            ReadyShop ready = ReadyShop.prepare(shop.shop(), PRODUCTS, CUSTOMERS);
            try (var trial = Trial.on(shop, ready, shop.shop().books())) {
                var samples = new Samples();
                LoadResult load = order(ready, shop.running(), samples);
                trial.awaitRest();
                say("checking");
                return new Findings(samples, load, trial.confirmed(), trial.violations());
            }
        }
    }

    private LoadResult order(ReadyShop shop, Map<String, ProcessHandle> running, Samples samples)
            throws IOException, InterruptedException {
        var plan = new LoadPlan(
                new Loop.Open(rate), Mix.UNIFORM, shop.skus(), time, WAIT, List.of(OrderRequest.GOOD_CARD), SEED);
        try (var journal = new Journal(folder.resolve("soak.csv"), Clock.systemUTC())) {
            var looks = new Looks(running, samples, every);
            LoadResult result = new LoadGenerator(plan, shop.buyers(), journal)
                    .run((last, underWay, failed) -> looks.tick(underWay, failed));
            looks.last();
            return result;
        }
    }

    private static void say(String pattern, Object... values) {
        System.err.println("... " + String.format(Locale.ROOT, pattern, values));
    }

    /** Looks at the memory when it is time to. */
    private static final class Looks {

        private final Map<String, ProcessHandle> running;
        private final Samples samples;
        private final Duration every;
        private final long begun = System.nanoTime();
        private long taken;

        Looks(Map<String, ProcessHandle> running, Samples samples, Duration every) {
            this.running = running;
            this.samples = samples;
            this.every = every;
            look();
        }

        void tick(long underWay, long failed) {
            if (System.nanoTime() - begun >= taken * every.toNanos()) {
                look();
                say(
                        "%.1f min: %.1f MiB, %d orders under way, %d failed",
                        minutes(), samples.lastOfShop(), underWay, failed);
            }
        }

        void last() {
            look();
        }

        private void look() {
            samples.add(minutes() / 60, ResidentMemory.of(running));
            taken++;
        }

        private double minutes() {
            return (System.nanoTime() - begun) / 6e10;
        }
    }
}
