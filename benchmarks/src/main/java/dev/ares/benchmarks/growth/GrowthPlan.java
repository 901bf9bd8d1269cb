package dev.ares.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.ares.benchmarks.shop.ReadyShop;
import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.ShopProcesses;
import dev.ares.benchmarks.shop.Trial;
import dev.ares.benchmarks.shop.Way;
import dev.ares.check.ShopAddresses;
import dev.ares.local.server.PostgresAdmin;

/**
 * What is measured: for each number of past orders a new shop, alone on the machine, whose past is written and checked before
 * anybody orders.
 *
 * @param orders of the past, a shop each
 * @param rounds runs in each shop
 * @param time of a run
 * @param folder where a shop keeps its state while it runs
 */
record GrowthPlan(
        List<Long> orders,
        int rounds,
        int inFlight,
        Duration warmUp,
        Duration time,
        int products,
        int customers,
        Path folder,
        int portOffset) {

    /** Of a past order in all databases, with indexes and some log. */
    private static final long BYTES_OF_AN_ORDER = 4 << 10;

    private static final int WITHOUT_DELAY = 0;

    GrowthPlan {
        orders = List.copyOf(orders);
        if (orders.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException(
                    "orders %s, rounds %d (expected: at least one of each)".formatted(orders, rounds));
        }
    }

    /** @throws IllegalStateException when the invariants do not hold before the first run: then there is nothing to measure */
    List<Grown> measure() throws IOException, InterruptedException, SQLException {
        requireSpace();
        var grown = new ArrayList<Grown>();
        for (long number : orders) {
            say("%,d past orders: starting a shop", number);
            try (var shop = ShopProcesses.start(Way.SAGA, folder, "growth", portOffset, WITHOUT_DELAY)) {
                grown.add(measure(shop, number));
            }
        }
        return grown;
    }

    private void requireSpace() throws IOException {
        long most = orders.stream().mapToLong(Long::longValue).max().orElse(0) * BYTES_OF_AN_ORDER;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s: %,d MiB free (expected: at least %,d for so many past orders)",
                    folder,
                    free >> 20,
                    most >> 20));
        }
    }

    private Grown measure(ShopProcesses shop, long number) throws IOException, InterruptedException, SQLException {
        ReadyShop ready = ReadyShop.prepare(shop.shop(), products, customers);
        PostgresAdmin databases = shop.shop().databases();
        ShopAddresses books = shop.shop().books();
        var past = PastOrders.before(Instant.now(), number, ready.skus(), ReadyShop.PRICE);
        try (var ledger = new PastLedger(past, books.providerLedger().orElseThrow());
                var trial = Trial.on(shop, ready, withLedger(books, ledger))) {
            say("%,d past orders: writing them", number);
            new PastRows(past, books, databases).write();
            say("%,d past orders: checking the invariants", number);
            if (trial.violations() > 0) {
                throw new IllegalStateException("the written past breaks invariants: see above");
            }
            long bytes = bytes(databases, books);
            say("%,d past orders: warming up for %d s", number, warmUp.toSeconds());
            trial.warmUp(warmUp);
            return new Grown(number, bytes, runs(trial, number));
        }
    }

    private List<Run> runs(Trial trial, long number) throws InterruptedException, SQLException {
        var runs = new ArrayList<Run>();
        for (int round = 1; round <= rounds; round++) {
            // A look at millions of orders takes long, and one after the last run sees what each has done.
            Run run = round < rounds
                    ? trial.unchecked(Scenario.SPREAD, inFlight, time)
                    : trial.run(Scenario.SPREAD, inFlight, time);
            runs.add(run);
            say(
                    "%,d past orders, run %d of %d: %.0f orders/s, p99 %.0f ms, %.2f ms of processor an order%s",
                    number,
                    round,
                    rounds,
                    run.perSecond(),
                    run.p99(),
                    run.shopProcessor(),
                    run.violations() == 0 ? "" : ", " + run.violations() + " VIOLATIONS");
        }
        return runs;
    }

    private static ShopAddresses withLedger(ShopAddresses books, PastLedger ledger) {
        return new ShopAddresses(
                books.orders(), books.inventory(), books.payments(), books.users(), Optional.of(ledger.address()));
    }

    private static long bytes(PostgresAdmin databases, ShopAddresses books) throws SQLException {
        try (Connection connection = databases.connect("postgres");
                var statement = connection.prepareStatement(
                        "SELECT sum(pg_database_size(datname)) FROM pg_database WHERE datname = ANY (?)")) {
            // Databases are named after their owners.
            statement.setArray(1, connection.createArrayOf("text", new String[] {
                books.orders().user(),
                books.inventory().user(),
                books.payments().user(),
                books.users().user()
            }));
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static void say(String pattern, Object... values) {
        System.err.println("... " + String.format(Locale.ROOT, pattern, values));
    }
}
