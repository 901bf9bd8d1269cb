package dev.ares.benchmarks.shop;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.ares.benchmarks.machine.Pause;
import dev.ares.benchmarks.machine.ProcessorTime;
import dev.ares.check.CheckResult;
import dev.ares.check.InvariantChecker;
import dev.ares.check.ShopAddresses;
import dev.ares.local.server.PostgresAdmin;

/** What is done to a shop that runs. */
public final class Trial implements AutoCloseable {

    /** Longer than any way takes for what 512 customers leave behind; an order that still waits then is a violation. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int WARM_UP_IN_FLIGHT = 64;

    private final ReadyShop shop;
    private final ShopDatabases databases;
    private final InvariantChecker checker;
    private final Map<String, ProcessHandle> processes;

    private Trial(ReadyShop shop, PostgresAdmin databases, ShopAddresses books, Map<String, ProcessHandle> running) {
        this.shop = shop;
        this.databases = new ShopDatabases(databases, Instant.now());
        this.checker = new InvariantChecker(books);
        this.processes = new HashMap<>(running);
        this.processes.put("load", ProcessHandle.current());
    }

    /** Makes products and customers in a shop that has none. */
    public static Trial on(ShopProcesses processes, int products, int customers)
            throws IOException, InterruptedException {
        return on(
                processes,
                ReadyShop.prepare(processes.shop(), products, customers),
                processes.shop().books());
    }

    /** @param books by which the invariants are checked */
    public static Trial on(ShopProcesses processes, ReadyShop ready, ShopAddresses books) {
        return new Trial(ready, processes.shop().databases(), books, processes.running());
    }

    /** Half of the time for the spread products, half for the hot one. */
    public void warmUp(Duration time) throws InterruptedException, SQLException {
        ClosedLoop.run(shop, Scenario.SPREAD, WARM_UP_IN_FLIGHT, time.dividedBy(2));
        ClosedLoop.run(shop, Scenario.HOT, WARM_UP_IN_FLIGHT, time.dividedBy(2));
        awaitRest();
    }

    /** Orders a second, and nothing else. */
    public double speed(Scenario scenario, int inFlight, Duration time) throws InterruptedException, SQLException {
        double perSecond = order(scenario, inFlight, time).perSecond();
        awaitRest();
        return perSecond;
    }

    /**
     * Customers order spread products, each again when the last order has come to its end. Returns once nothing of it is under
     * way.
     *
     * @param most orders, where there is time for so many
     * @return how many were confirmed
     */
    public long order(int inFlight, long most, Duration longest) throws InterruptedException, SQLException {
        long before = confirmed();
        ClosedLoop.run(shop, Scenario.SPREAD, inFlight, longest, most);
        awaitRest();
        return confirmed() - before;
    }

    /** Orders that are confirmed by now. */
    public long confirmed() throws SQLException {
        return databases.confirmed();
    }

    /** A run with all that is told of it. */
    public Run run(Scenario scenario, int inFlight, Duration time) throws InterruptedException, SQLException {
        return unchecked(scenario, inFlight, time).checked(violations());
    }

    /** The same without a look at the invariants, which a later one makes up for: what is broken stays broken. */
    public Run unchecked(Scenario scenario, int inFlight, Duration time) throws InterruptedException, SQLException {
        // Log-ins cost the shop more than orders do.
        shop.renew();
        ShopDatabases.Counters rested = databases.counters();
        ShopDatabases.Counters before = databases.counters();
        Map<String, Double> processorBefore = ProcessorTime.of(processes);
        Ordered ordered = order(scenario, inFlight, time);
        awaitRest();
        Map<String, Double> processor = ProcessorTime.of(processes);
        ShopDatabases.Counters done = databases.counters().minus(before).minus(before.minus(rested));
        double orders = Math.max(1, ordered.confirmed());
        var perOrder = new TreeMap<String, Double>();
        processor.forEach(
                (part, used) -> perOrder.put(part, (used - processorBefore.getOrDefault(part, 0.0)) / orders));
        ClosedLoop.Answers answers = ordered.answers();
        return new Run(
                ordered.confirmed(),
                ordered.perSecond(),
                answers.latencies().getValueAtPercentile(50) / 1e3,
                answers.latencies().getValueAtPercentile(99) / 1e3,
                perOrder,
                done.commits() / orders,
                done.walSyncs() / orders,
                answers.others(),
                0);
    }

    /**
     * Returns once nothing is under way: it would be missing from the divisor, and in the next run's figures.
     *
     * @throws IllegalStateException when that takes more than two minutes
     */
    public void awaitRest() throws InterruptedException, SQLException {
        if (!databases.awaitRest(PATIENCE)) {
            throw new IllegalStateException("the shop does not rest within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** Milliseconds of processor that all parts of the shop take together in a second in which nobody asks it for anything. */
    public double idle(Duration time) {
        double before = shopProcessor();
        long begun = System.nanoTime();
        Pause.of(time);
        return (shopProcessor() - before) / ((System.nanoTime() - begun) / 1e9);
    }

    private double shopProcessor() {
        return ProcessorTime.of(processes).entrySet().stream()
                .filter(part -> !Run.OUTSIDE.contains(part.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** How many there are once nothing is under way; each is told on standard error. */
    public long violations() {
        CheckResult found = checker.atRest(PATIENCE);
        if (!found.clean()) {
            found.print(System.err);
        }
        return found.violations().size();
    }

    @Override
    public void close() throws SQLException {
        databases.close();
    }

    private record Ordered(ClosedLoop.Answers answers, long confirmed, double perSecond) {}

    private Ordered order(Scenario scenario, int inFlight, Duration time) throws InterruptedException, SQLException {
        long before = databases.confirmed();
        ClosedLoop.Answers answers = ClosedLoop.run(shop, scenario, inFlight, time);
        double seconds = seconds(answers);
        long confirmed = databases.confirmed() - before;
        return new Ordered(answers, confirmed, confirmed / seconds);
    }

    /** To the last terminal order: the last answer, unless a customer got one before the end. */
    private double seconds(ClosedLoop.Answers answers) throws InterruptedException, SQLException {
        if (answers.allEnded()) {
            return (answers.ended() - answers.begun()) / 1e9;
        }
        databases.awaitEnds(PATIENCE);
        return (System.nanoTime() - answers.begun()) / 1e9;
    }
}
