package dev.ares.benchmarks.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.ares.benchmarks.machine.Bars;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.benchmarks.machine.Median;
import dev.ares.local.server.JavaProgram;

/** The whole shop as {@code ./ares up} starts it: how soon it sells, and what it keeps in memory. */
@Command(
        name = "stack",
        description =
                "Start-up and memory of the whole stack: seconds from ./ares up, with everything built, until every"
                        + " service is ready and until the first order is confirmed; memory by process, idle and after"
                        + " orders. Shops that are new, one after the other; invariants checked at the end of each. Some"
                        + " four minutes a round; --smoke: two in all.",
        mixinStandardHelpOptions = true)
public final class StackCommand implements Callable<Integer> {

    private static final int SMOKE_ORDERS = 200;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "5", description = "New shops; medians are shown. Default: 5.")
    private int rounds;

    @Option(names = "--orders", defaultValue = "2000", description = "Of each shop, at most. Default: 2000.")
    private long orders;

    @Option(
            names = "--minutes",
            defaultValue = "5",
            description = "At most of ordering in each shop, however many orders came of it. Default: 5.")
    private int minutes;

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

    @Option(names = "--smoke", description = "One shop and " + SMOKE_ORDERS + " orders: shows that it works.")
    private boolean smoke;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds: " + rounds + " (expected: at least 1)");
        }
        var plan = new StackPlan(
                smoke ? 1 : rounds, smoke ? SMOKE_ORDERS : orders, Duration.ofMinutes(minutes), folder, portOffset);
        Files.createDirectories(folder);
        System.out.println(Machine.describe());
        System.out.printf(
                "- every JVM: %s, and the heap that ./ares up gives it%n- %s%n",
                String.join(" ", JavaProgram.FLAGS), plan);
        List<Start> starts = plan.measure();
        show(starts, plan.orders());
        long violations = starts.stream().mapToLong(Start::violations).sum();
        System.out.println(violations == 0 ? "The invariants held in each shop." : "INVARIANTS ARE BROKEN: see above.");
        return violations == 0 ? 0 : 1;
    }

    private static void show(List<Start> starts, long orders) throws Exception {
        var table = new StackTable(starts, orders);
        System.out.printf("%n%s%n%s%n", table.times(), table.memory());
        System.out.printf(
                "Orders confirmed in each shop: %s. Starts that failed and were made again: %d.%n%n%s%n",
                starts.stream().map(Start::confirmed).toList(),
                starts.stream().mapToInt(Start::failedStarts).sum(),
                table.targets());
        System.out.printf("%npicture: %s%n", picture(starts, table, orders).write("stack"));
    }

    private static Bars picture(List<Start> starts, StackTable table, long orders) {
        var picture = new Bars("Start-up and memory: " + Machine.describe());
        String seconds = "seconds from ./ares up";
        picture.add(seconds, "every service is ready", Median.of(starts, Start::ready));
        picture.add(seconds, "the first confirmed order", Median.of(starts, Start::firstOrder));
        String stack = "MiB of the whole stack";
        picture.add(stack, "idle", Median.of(starts, Start::idleStack));
        picture.add(stack, "after " + orders + " orders", Median.of(starts, Start::usedStack));
        for (String process : table.processes()) {
            picture.add("MiB, after " + orders + " orders", process, Median.of(starts, start -> start.used()
                    .getOrDefault(process, 0.0)));
        }
        return picture;
    }
}
