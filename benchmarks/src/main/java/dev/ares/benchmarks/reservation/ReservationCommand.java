package dev.ares.benchmarks.reservation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Bars;
import dev.ares.benchmarks.machine.LocalServers;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.benchmarks.machine.Turns;

/** Ways to reserve stock, in turns, on one PostgreSQL, with the tables and the statements of inventory-service. */
@Command(
        name = "reservation",
        description = "Reservations a second and their latency: those that arrive together in one transaction, as "
                + "inventory-service applies them, against a transaction for each. About five minutes; --smoke: half a "
                + "minute.",
        mixinStandardHelpOptions = true)
public final class ReservationCommand implements Callable<Integer> {

    private static final int WARM_UP_PRODUCTS = 100;
    private static final int PIECES = 200;

    @Option(names = "--rounds", defaultValue = "3", description = "Trials of each; medians are shown. Default: 3.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "Of a trial. Default: 5.")
    private int seconds;

    @Option(
            names = "--callers",
            defaultValue = "64",
            description = "Who ask again as soon as they are answered. Default: 64.")
    private int callers;

    @Option(
            names = "--products",
            split = ",",
            defaultValue = "1,10,100,1000",
            description = "Among which orders are spread. Default: 1,10,100,1000.")
    private List<Integer> products = List.of();

    @Option(
            names = "--smoke",
            description = "One second, one round: shows that it works and that the stock is right, not how fast.")
    private boolean smoke;

    @Override
    public Integer call() throws Exception {
        if (smoke) {
            rounds = 1;
            seconds = 1;
        }
        System.out.println(Machine.describe());
        try (Warehouse warehouse = Warehouse.build(LocalServers.start())) {
            System.out.printf(
                    Locale.ROOT,
                    "%d callers, %d connections, at most %d records in a transaction; rounds %d, %d s each%n",
                    callers,
                    Warehouse.CONNECTIONS,
                    warehouse.batchSize(),
                    rounds,
                    seconds);
            return measure(new Trials(warehouse, callers));
        }
    }

    private int measure(Trials trials) throws Exception {
        boolean right = warmUp(trials);
        var picture = new Bars("Reservations: " + Machine.describe());
        for (int among : products) {
            String what = String.format(Locale.ROOT, "%,d %s", among, among == 1 ? "hot product" : "products");
            Map<Way, Trial> medians = inTurns(what, trials, among);
            System.out.printf("%n## %s%n%n%s", what, ReservationTable.of(medians));
            medians.forEach((way, trial) -> picture.add(what + ": a second", way.title(), trial.perSecond()));
            medians.values().forEach(trial -> trial.faults().forEach(System.out::println));
            right &= medians.values().stream().allMatch(Trial::isRight);
        }
        System.out.printf("%npicture: %s%n", picture.write("reservation"));
        System.out.println(
                right
                        ? "The stock was right after each trial, and nothing was oversold."
                        : "THE STOCK IS WRONG: see above.");
        return right ? 0 : 1;
    }

    /** Uncounted, but for what is sold out: that must be right. */
    private boolean warmUp(Trials trials) throws Exception {
        boolean right = true;
        for (Way way : Way.values()) {
            say("warming up, " + way.title());
            right &= trials.run(way, WARM_UP_PRODUCTS, Duration.ofSeconds(2L * seconds))
                    .isRight();
            List<String> faults = trials.sellOut(way, PIECES);
            faults.forEach(fault -> System.out.println(way.title() + ": " + fault));
            right &= faults.isEmpty();
        }
        return right;
    }

    private Map<Way, Trial> inTurns(String what, Trials trials, int among) throws Exception {
        Map<Way, Trial> medians = new LinkedHashMap<>();
        Turns.take(rounds, List.of(Way.values()), (way, round) -> {
                    say(what + ", round " + round + ", " + way.title());
                    return trials.run(way, among, Duration.ofSeconds(seconds));
                })
                .forEach((way, runs) -> medians.put(way, Trial.median(runs)));
        return medians;
    }

    private static void say(String progress) {
        System.err.println("... " + progress);
    }
}
