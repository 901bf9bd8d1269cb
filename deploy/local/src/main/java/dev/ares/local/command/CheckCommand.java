package dev.ares.local.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.check.CheckFailedException;
import dev.ares.check.CheckResult;
import dev.ares.check.InvariantChecker;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/** Checks the invariants of money and stock in the running shop. */
@Command(
        name = "check",
        description = "Reads the live databases and the provider's ledger, and says whether money and stock are right."
                + " Exit code 0: they are, 1: something is wrong, with its ids.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait until no order is under way (default: ${DEFAULT-VALUE}).")
    private long patience;

    @Option(names = "--in-flight", description = "Do not wait, and check only what holds while orders are under way.")
    private boolean inFlight;

    @Override
    public Integer call() {
        Settings settings = RunningStack.settings();
        var shop = new Shop(settings);
        var checker = new InvariantChecker(shop.books());
        try {
            CheckResult result = inFlight ? checker.inFlight() : checker.atRest(Duration.ofSeconds(patience));
            result.print(System.out);
            return result.clean() ? 0 : 1;
        } catch (CheckFailedException unreadable) {
            throw new CannotRunException(unreadable.getMessage() + "; is the shop up? (./ares status)");
        }
    }

    /** Checks after the demo. */
    static boolean run(Shop shop, PrintStream out) {
        CheckResult result = new InvariantChecker(shop.books()).atRest(InvariantChecker.T);
        out.println();
        result.print(out);
        return result.clean();
    }
}
