package dev.ares.benchmarks.checkout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Bars;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.SeataSettings;
import dev.ares.benchmarks.shop.Way;
import dev.ares.local.server.JavaProgram;

/** Whole shops in turns, each with its own way to bring checkouts to their end. */
@Command(
        name = "checkout",
        description =
                "Confirmed orders a second through the gateway, with latency, processor time, transactions and WAL syncs"
                        + " for each: by who coordinates checkouts. Each way at the number in flight that suits it best;"
                        + " invariants checked after each run. All of it takes about 135 minutes, and says at the"
                        + " beginning how long; --smoke: some 30 minutes.",
        mixinStandardHelpOptions = true)
public final class CheckoutCommand implements Callable<Integer> {

    @Option(
            names = "--only",
            split = ",",
            description =
                    "Ways, the first is compared with the others. Default: all of saga, seata-at, seata-at-db, plain."
                            + " With -db the coordinator keeps its transactions in a database, not in files.")
    private List<String> only = List.of("saga", "seata-at", "seata-at-db", "plain");

    @Option(
            names = "--scenarios",
            split = ",",
            description = "Of spread, hot, spread-slow, hot-slow. Default: all. Slow is the provider.")
    private List<String> scenarios = List.of("spread", "hot", "spread-slow", "hot-slow");

    @Option(
            names = "--in-flight",
            split = ",",
            defaultValue = "16,64,256,512",
            description = "Customers at once, tried in the first round; the best is kept. Default: ${DEFAULT-VALUE}.")
    private List<Integer> inFlight = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "Runs of each, medians are shown. Default: 5.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "Of ordering in a run. Default: 20.")
    private int seconds;

    @Option(
            names = "--search",
            defaultValue = "10",
            description = "Seconds that each --in-flight is tried. Default: 10.")
    private int search;

    @Option(names = "--warm-up", defaultValue = "60", description = "Seconds, after each start of a shop. Default: 60.")
    private int warmUp;

    @Option(names = "--delay", defaultValue = "50", description = "Milliseconds of the slow provider. Default: 50.")
    private int delay;

    @Option(names = "--products", defaultValue = "1000", description = "To spread orders over. Default: 1000.")
    private int products;

    @Option(names = "--customers", defaultValue = "64", description = "With a token each. Default: 64.")
    private int customers;

    @Option(
            names = "--port-offset",
            defaultValue = "7000",
            description = "Moves all ports of the shops. Default: 7000.")
    private int portOffset;

    @Option(
            names = "--folder",
            defaultValue = "benchmarks/target/shops",
            description = "Where the shops keep their data while they run. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(names = "--smoke", description = "One round of short runs: shows that it works, not how fast.")
    private boolean smoke;

    @Override
    public Integer call() throws Exception {
        CheckoutPlan plan = plan();
        Files.createDirectories(folder);
        System.out.println(Machine.describe());
        System.out.printf(
                "- every JVM of the shops: %s; services and provider -Xmx160m and more for the provider, which keeps its"
                        + " ledger in memory%n%s- %s%n",
                String.join(" ", JavaProgram.FLAGS), SeataSettings.describe(plan.ways()), plan);
        System.err.printf(
                "... about %d minutes on a quiet machine%n", plan.longest().toMinutes());
        Findings findings = plan.measure();
        show(plan, findings);
        System.out.println(
                findings.right() ? "The invariants held after each run." : "INVARIANTS ARE BROKEN: see above.");
        return findings.right() ? 0 : 1;
    }

    private CheckoutPlan plan() {
        return new CheckoutPlan(
                only.stream().map(Way::of).toList(),
                scenarios.stream().map(Scenario::of).toList(),
                inFlight,
                smoke ? 1 : rounds,
                delay,
                Duration.ofSeconds(smoke ? 20 : warmUp),
                Duration.ofSeconds(smoke ? 5 : search),
                Duration.ofSeconds(smoke ? 10 : seconds),
                products,
                customers,
                folder,
                portOffset);
    }

    private static void show(CheckoutPlan plan, Findings findings) throws Exception {
        var table = new CheckoutTable(plan.ways(), findings);
        var picture = new Bars("Checkouts: " + Machine.describe());
        for (Scenario scenario : plan.scenarios()) {
            String what = scenario.describe(plan.products(), plan.delay());
            System.out.printf("%n## %s%n%n%s", what, table.speeds(scenario));
            System.out.printf("%nMilliseconds of processor an order:%n%n%s", table.processor(scenario));
            if (plan.inFlight().size() > 1) {
                System.out.printf(
                        "%nOrders a second by the number in flight, one short run each:%n%n%s", table.search(scenario));
            }
            for (Way way : plan.ways()) {
                Run run = findings.median(way, scenario);
                picture.add(what + ": orders a second", way.toString(), run.perSecond());
            }
            for (Way way : plan.ways()) {
                Run run = findings.median(way, scenario);
                picture.add(what + ": milliseconds of processor an order", way.toString(), run.shopProcessor());
            }
        }
        System.out.printf("%n%s%npicture: %s%n", Targets.of(plan, findings), picture.write("checkout"));
    }
}
