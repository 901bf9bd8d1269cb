package dev.ares.local.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.ares.check.CheckResult;
import dev.ares.check.InvariantChecker;
import dev.ares.check.Violation;
import dev.ares.local.client.ShopClient;
import dev.ares.local.faults.FaultSwitches;
import dev.ares.local.load.Buyers;
import dev.ares.local.load.Journal;
import dev.ares.local.process.Processes;
import dev.ares.local.shop.Shop;
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

    private static final int CUSTOMERS = 20;
    /** What a customer waits for an answer before sending the order again. */
    private static final Duration CUSTOMERS_PATIENCE = Duration.ofSeconds(8);

    /** How much longer to wait for what was late. */
    private static final Duration LATENESS = Duration.ofMinutes(2);

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

    /**
     * Runs to the end, which is some minutes after the settings' length at most.
     *
     * @param accepted where the customers keep their journal of what the shop promised
     */
    public ChaosResult run(ChaosSettings settings, Path accepted) throws IOException, SQLException {
        var tally = new Tally();
        SwitchFaults switches = switches();
        var disturbance = new Disturbance(settings, shop.steps(), processes, switches, tally, progress);
        List<Recovery> recoveries;
        try (var journal = new Journal(accepted, Clock.systemUTC());
                var orders = orders(settings, journal, tally)) {
            orders.start(settings.ordersPerSecond());
            disturbance.run();
            orders.stop();
            progress.healing();
            recoveries = disturbance.recoveries();
            new StartUp(shop.steps(), processes, starts).run();
            switches.clear();
        }
        return judge(settings, tally, accepted, recoveries, disturbance.lastFault());
    }

    /** Logs in; may fail as every call may. */
    private ShopClient adminAgain() {
        return new ShopClient(shop.gateways().get(0))
                .waiting(CUSTOMERS_PATIENCE)
                .loggedIn(shop.settings().adminEmail(), shop.adminPassword());
    }

    private SwitchFaults switches() {
        return new SwitchFaults(
                admin.waiting(CUSTOMERS_PATIENCE),
                this::adminAgain,
                processes(FaultSwitches.HOPS.keySet()),
                Clock.systemUTC());
    }

    /** Where the processes of each service answer HTTP. */
    private Map<String, List<URI>> processes(Set<String> services) {
        return shop.steps().stream()
                .filter(step -> services.contains(Fault.service(step.name())))
                .collect(Collectors.groupingBy(
                        step -> Fault.service(step.name()),
                        Collectors.mapping(step -> URI.create(step.address()), Collectors.toList())));
    }

    private OrderStream orders(ChaosSettings settings, Journal journal, Tally tally) {
        List<URI> gateways = shop.gateways();
        var customer = new ShopClient(gateways.get(0));
        Buyers buyers = Buyers.register(customer.waiting(CUSTOMERS_PATIENCE), CUSTOMERS);
        var wishes = new Wishes(settings.seed(), CUSTOMERS, ChaosProducts.create(admin));
        return new OrderStream(buyers, this::adminAgain, gateways, wishes, journal, tally);
    }

    private ChaosResult judge(
            ChaosSettings settings, Tally tally, Path accepted, List<Recovery> recoveries, long lastFault)
            throws IOException, SQLException {
        Duration healed = since(lastFault);
        var checker = new InvariantChecker(shop.books());
        progress.resting(left(settings.patience(), healed));
        checker.awaitRest(left(settings.patience(), healed));
        Duration rest = since(lastFault);
        CheckResult check = checker.atRest(Duration.ZERO);
        List<Violation> lasting = check.clean()
                ? List.of()
                : checker.atRest(left(settings.patience().plus(LATENESS), rest)).violations();
        Duration lookedAgain = since(lastFault);
        var book = new OrderBook(shop.databases());
        Promises promises = Promises.in(accepted);
        List<String> broken = promises.broken(book);
        var violations = new ArrayList<String>(broken);
        check.violations().forEach(violation -> violations.add(violation.toString()));
        return new ChaosResult(
                settings,
                recoveries,
                tally.orders(),
                promises.orders().size(),
                tally.answers(),
                book.outcomes(promises.orders()),
                broken,
                healed,
                check.clean() ? rest : lookedAgain,
                check,
                lasting,
                Timelines.of(violations, book));
    }

    private static Duration left(Duration patience, Duration gone) {
        Duration left = patience.minus(gone);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}
