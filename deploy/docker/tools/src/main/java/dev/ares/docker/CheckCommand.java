package dev.ares.docker;

import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.check.CheckResult;
import dev.ares.check.InvariantChecker;

/** The check of {@code ./ares check}. */
@Command(
        name = "check",
        description = "Reads the live databases and the provider's ledger: are money and stock right? Without"
                + " ARES_PROVIDER_LEDGER the provider is not asked.")
final class CheckCommand implements Callable<Integer> {

    private final ShopSettings settings;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait until no order is under way (default: ${DEFAULT-VALUE}).")
    private long patience;

    @Option(names = "--in-flight", description = "Do not wait, and check only what holds while orders are under way.")
    private boolean inFlight;

    CheckCommand(ShopSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        var checker = new InvariantChecker(settings.books());
        CheckResult result = inFlight ? checker.inFlight() : checker.atRest(Duration.ofSeconds(patience));
        result.print(System.out);
        return result.clean() ? 0 : 1;
    }
}
