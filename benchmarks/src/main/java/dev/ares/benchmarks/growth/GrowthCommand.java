package dev.ares.benchmarks.growth;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Bars;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.local.server.JavaProgram;

/** Whole shops, each with a past of its own. */
@Command(
        name = "growth",
        description =
                "What an order costs in a shop with 10 thousand, 1 million and 10 million past orders: confirmed orders a"
                        + " second through the gateway, latency, processor time, transactions and WAL syncs for each."
                        + " Invariants are checked before the first run and after the last, the past included. Ten million"
                        + " take 40 GB of disk and up to 4 GiB of memory beside the shop's; --smoke: a few thousand.",
        mixinStandardHelpOptions = true)
public final class GrowthCommand implements Callable<Integer> {

    private static final List<Long> ORDERS = List.of(10_000L, 1_000_000L, 10_000_000L);
    private static final List<Long> SMOKE_ORDERS = List.of(1_000L, 20_000L);

    @Option(
            names = "--orders",
            split = ",",
            description = "Past orders, a new shop for each; all are compared with the first."
                    + " Default: 10000,1000000,10000000; with --smoke 1000,20000.")
    private List<Long> orders = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "Runs in each shop, medians are shown. Default: 3.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "Of ordering in a run. Default: 20.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "60", description = "Seconds, after each start of a shop. Default: 60.")
    private int warmUp;

    @Option(names = "--in-flight", defaultValue = "64", description = "Customers at once. Default: 64.")
    private int inFlight;

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
            description = "Where a shop keeps its data while it runs. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(names = "--smoke", description = "One short run for each: shows that it works, not how fast.")
    private boolean smoke;

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(folder);
        GrowthPlan plan = plan();
        System.out.println(Machine.describe());
        System.out.printf(
                "- every JVM of the shops: %s; services -Xmx160m%n- %s%n", String.join(" ", JavaProgram.FLAGS), plan);
        List<Grown> all = plan.measure();
        var table = new GrowthTable(all);
        System.out.printf("%n## %s%n%n%s", Scenario.SPREAD.describe(products, 0), table.table());
        System.out.printf("%n%s%npicture: %s%n", table.targets(), draw(all));
        boolean right = all.stream().allMatch(Grown::right);
        System.out.println(
                right ? "The invariants held before and after the runs." : "INVARIANTS ARE BROKEN: see above.");
        return right ? 0 : 1;
    }

    private GrowthPlan plan() {
        List<Long> pasts = smoke ? SMOKE_ORDERS : ORDERS;
        return new GrowthPlan(
                orders.isEmpty() ? pasts : orders,
                smoke ? 1 : rounds,
                inFlight,
                Duration.ofSeconds(smoke ? 20 : warmUp),
                Duration.ofSeconds(smoke ? 10 : seconds),
                products,
                customers,
                folder,
                portOffset);
    }

    private static Path draw(List<Grown> all) throws Exception {
        var picture = new Bars("Growth: " + Machine.describe());
        for (Grown grown : all) {
            picture.add("orders a second", name(grown), grown.median().perSecond());
        }
        for (Grown grown : all) {
            picture.add(
                    "milliseconds of processor an order",
                    name(grown),
                    grown.median().shopProcessor());
        }
        return picture.write("growth");
    }

    private static String name(Grown grown) {
        return String.format(Locale.ROOT, "%,d past orders", grown.orders());
    }
}
