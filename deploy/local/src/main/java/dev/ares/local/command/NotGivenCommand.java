package dev.ares.local.command;

import java.util.function.Supplier;

import picocli.CommandLine.Command;

import dev.ares.local.client.ShopClient;
import dev.ares.local.operator.OperatorDesk;

/** Ends a refund that the provider turns away for ever. */
@Command(
        name = "not-given",
        description =
                "Ends a parked refund that the provider turns away and does not have: it is refused, and its lines may be"
                        + " returned again. Refused for 20 hours, in which it is asked for again, and when a search finds"
                        + " it.",
        mixinStandardHelpOptions = true)
public final class NotGivenCommand extends Declaration {

    /** In the shop that was started here. */
    public NotGivenCommand() {
        this(RunningShop::admin);
    }

    public NotGivenCommand(Supplier<ShopClient> operator) {
        super(operator);
    }

    @Override
    String declare(OperatorDesk desk, String id, String note) {
        return desk.notGiven(id, note);
    }

    @Override
    String consequence() {
        return "the refund is refused.";
    }
}
