package dev.ares.local.command;

import java.util.function.Supplier;

import picocli.CommandLine.Command;

import dev.ares.local.client.ShopClient;
import dev.ares.local.operator.OperatorDesk;

/** Ends a payment that nobody can find any more. */
@Command(
        name = "not-taken",
        description =
                "Ends a parked payment that was looked up at the provider and is not there: its order is cancelled,"
                        + " stock and points go back. Refused for 20 hours, in which it is asked for again, and when a"
                        + " search finds it.",
        mixinStandardHelpOptions = true)
public final class NotTakenCommand extends Declaration {

    /** In the shop that was started here. */
    public NotTakenCommand() {
        this(RunningShop::admin);
    }

    public NotTakenCommand(Supplier<ShopClient> operator) {
        super(operator);
    }

    @Override
    String declare(OperatorDesk desk, String id, String note) {
        return desk.notTaken(id, note);
    }

    @Override
    String consequence() {
        return "the order is being cancelled.";
    }
}
