package dev.ares.local.chaos;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.ares.check.CheckResult;
import dev.ares.check.InvariantChecker;
import dev.ares.check.Violation;
import dev.ares.local.client.ShopClient;
import dev.ares.local.process.Processes;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.StartStep;
import dev.ares.local.shop.StartUp;

/**
 * A run: orders at a steady rate, faults at a steady rate, then everything is healed, and after a while nothing may be
 * under way, lost or wrong. Needs a shop that runs.
 */
public final class Chaos {

    /** Told how a run goes on, from one thread. */
    public interface Progress {
        void fault(String fault, Duration since);

        void soFar(Standing standing, Duration since);

        void healing();

        void resting(Duration patience);
    }

    /** @param recovering parts that are down or frozen */
    public record Standing(long placed, long accepted, Set<String> recovering) {}

    private static final int CUSTOMERS = 20;
    private static final int PRODUCTS = 10;
    /** Of all but the last product there is enough; that one runs out. */
    private static final int PLENTY = 1_000_000;

    private static final int FEW = 50;
    private static final int PRICE = 1_000;

    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int TIMELINES = 10;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Shop shop;
    private final Processes processes;
    private final ShopClient admin;
    private final StartUp.Progress starts;
    private final Progress progress;

    /** @param admin of this shop */
    public Chaos(Shop shop, Processes processes, ShopClient admin, StartUp.Progress starts, Progress progress) {
        this.shop = shop;
        this.processes = processes;
        this.admin = admin;
        this.starts = starts;
        this.progress = progress;
    }

    /** Runs to the end, which is some minutes after the settings' length at most. */
    public ChaosResult run(ChaosSettings settings) throws SQLException {
        var journal = new Journal();
        var customers =
                Customers.register(new ShopClient(URI.create(shop.settings().gatewayUrl())), CUSTOMERS);
        List<Recovery> recoveries;
        try (var orders = new OrderStream(customers, products(), journal, settings.seed())) {
            orders.start(settings.ordersPerSecond());
            recoveries = disturb(settings, journal);
        }
        progress.healing();
        new StartUp(shop.steps(), processes, starts).run();
        return judge(settings, journal, recoveries, System.nanoTime());
    }

    private List<Recovery> disturb(ChaosSettings settings, Journal journal) {
        List<String> parts = shop.steps().stream().map(StartStep::name).toList();
        var plan = new FaultPlan(settings.seed(), parts);
        long begin = System.nanoTime();
        long nextFault = begin + settings.every().toNanos();
        long nextReport = begin + REPORT_EVERY.toNanos();
        var faults =
                new FaultInjector(shop.steps().stream().map(StartStep::part).toList(), processes);
        // A run that is interrupted must not leave frozen processes behind.
        Runtime.getRuntime().addShutdownHook(new Thread(faults::thawAll, "thaw"));
        try (faults) {
            while (System.nanoTime() - begin < settings.length().toNanos()) {
                long now = System.nanoTime();
                if (now >= nextFault) {
                    plan.next(faults::possible).ifPresent(fault -> {
                        progress.fault(fault.toString(), Duration.ofNanos(now - begin));
                        faults.inject(fault);
                    });
                    nextFault += settings.every().toNanos();
                }
                if (now >= nextReport) {
                    progress.soFar(
                            new Standing(
                                    journal.orders(), journal.acceptedOrders().size(), faults.disturbed()),
                            Duration.ofNanos(now - begin));
                    nextReport += REPORT_EVERY.toNanos();
                }
                pause();
            }
        }
        return faults.recoveries();
    }

    private ChaosResult judge(ChaosSettings settings, Journal journal, List<Recovery> recoveries, long healed)
            throws SQLException {
        progress.resting(settings.patience());
        CheckResult check = new InvariantChecker(shop.books()).atRest(settings.patience());
        Duration rest = Duration.ofNanos(System.nanoTime() - healed);
        var book = new OrderBook(shop.databases());
        List<String> accepted = journal.acceptedOrders();
        return new ChaosResult(
                settings,
                recoveries,
                journal.orders(),
                accepted.size(),
                journal.answers(),
                book.outcomes(accepted),
                book.missing(accepted),
                rest,
                check,
                timelines(check, book));
    }

    private static Map<String, List<String>> timelines(CheckResult check, OrderBook book) throws SQLException {
        var timelines = new LinkedHashMap<String, List<String>>();
        for (Violation violation : check.violations()) {
            Matcher id = ID.matcher(violation.toString());
            while (id.find() && timelines.size() < TIMELINES) {
                List<String> lines = book.timeline(id.group());
                if (!lines.isEmpty()) {
                    timelines.put(id.group(), lines);
                }
            }
        }
        return timelines;
    }

    private List<String> products() {
        var skus = new ArrayList<String>();
        for (int i = 1; i <= PRODUCTS; i++) {
            String sku = "chaos-" + UUID.randomUUID();
            Map<String, Object> price = Map.of("amount", PRICE, "currency", "EUR");
            admin.post(
                            "/api/admin/products",
                            Map.of("sku", sku, "name", sku, "price", price, "stock", i < PRODUCTS ? PLENTY : FEW))
                    .expect(201);
            skus.add(sku);
        }
        return skus;
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
