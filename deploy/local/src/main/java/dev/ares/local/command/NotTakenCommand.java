package dev.ares.local.command;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
public final class NotTakenCommand implements Callable<Integer> {

    private final Supplier<ShopClient> operator;

    /** In the shop that was started here. */
    public NotTakenCommand() {
        this(RunningShop::admin);
    }

    /** @param operator the shop as somebody with the role operator sees it; asked for when the command runs */
    public NotTakenCommand(Supplier<ShopClient> operator) {
        this.operator = operator;
    }

    @Parameters(paramLabel = "ID", description = "The payment, as the command parked prints it.")
    private UUID id = new UUID(0, 0);

    @Option(
            names = "--note",
            required = true,
            paramLabel = "TEXT",
            description = "What was seen at the provider; kept with the decision.")
    private String note = "";

    @Override
    public Integer call() {
        String refusal = new OperatorDesk(operator.get()).notTaken(id.toString(), note);
        System.out.println(refusal.isEmpty() ? "Ended: the order is being cancelled." : refusal);
        return refusal.isEmpty() ? 0 : 1;
    }
}
