package dev.ares.benchmarks.replicas;

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

/** Whole shops, each with so many processes of every service. */
@Command(
        name = "replicas",
        description =
                "What an order costs where each service, the gateway too, runs once, twice and three times on this machine:"
                        + " processor time, with and without what the idle shop takes, transactions, WAL syncs, memory. Each"
                        + " replica has worked off as many orders before it is measured. --smoke: a few hundred.",
        mixinStandardHelpOptions = true)
public final class ReplicasCommand implements Callable<Integer> {

    private static final int SMOKE_ORDERS = 200;

    @Option(
            names = "--replicas",
            split = ",",
            defaultValue = "1,2,3,1",
            description =
                    "A new shop for each; all are compared with the first, and the same number again shows how far the"
                            + " machine has moved. Default: ${DEFAULT-VALUE}.")
    private List<Integer> replicas = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "Runs in each shop, medians are shown. Default: 3.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "Of ordering in a run. Default: 20.")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "5000",
            description = "Orders for each replica, before anything is measured. Default: 5000.")
    private long warmUp;

    @Option(names = "--in-flight", defaultValue = "64", description = "Customers at once. Default: 64.")
    private int inFlight;

    @Option(names = "--products", defaultValue = "1000", description = "To spread orders over. Default: 1000.")
    private int products;

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

    @Option(names = "--smoke", description = "One short run for each: shows that it works, not what it costs.")
    private boolean smoke;

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(folder);
        var plan = new ReplicasPlan(
                replicas,
                smoke ? 1 : rounds,
                inFlight,
                smoke ? SMOKE_ORDERS : warmUp,
                Duration.ofSeconds(smoke ? 10 : seconds),
                products,
                folder,
                portOffset);
        System.out.println(Machine.describe());
        System.out.printf(
                "- every JVM of the shops: %s; services -Xmx160m%n- %s%n", String.join(" ", JavaProgram.FLAGS), plan);
        List<Replicated> all = plan.measure();
        var table = new ReplicasTable(all);
        System.out.printf("%n## %s%n%n%s", Scenario.SPREAD.describe(products, 0), table.table());
        System.out.printf("%nMilliseconds of processor an order:%n%n%s", table.processor());
        System.out.printf("%n%s%npicture: %s%n", table.targets(), draw(all));
        boolean right = all.stream().allMatch(Replicated::right);
        System.out.println(right ? "The invariants held after each shop's runs." : "INVARIANTS ARE BROKEN: see above.");
        return right ? 0 : 1;
    }

    private static Path draw(List<Replicated> all) throws Exception {
        var picture = new Bars("Replicas: " + Machine.describe());
        for (Replicated each : all) {
            picture.add("milliseconds of processor an order", name(each), each.cost());
        }
        for (Replicated each : all) {
            picture.add("the same without the idle shop's", name(each), each.costOfWork());
        }
        return picture.write("replicas");
    }

    private static String name(Replicated each) {
        return String.format(Locale.ROOT, "%d of each", each.replicas());
    }
}
